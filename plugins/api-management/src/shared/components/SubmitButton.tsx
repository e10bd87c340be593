import { Button, type ButtonProps, Text } from '@backstage/ui';
import { useId } from 'react';
import styles from './SubmitButton.module.css';

/**
 * The button that sends a form. While something is missing it is shut and says what, beside it and to those who have it
 * read out.
 */
export function SubmitButton(
  props: Omit<ButtonProps, 'isDisabled' | 'className'> & {
    /** What the reader has to do first. */
    missing: string | undefined;
  },
) {
  const { missing, ...button } = props;
  const id = useId();
  return (
    <>
      <Text
        as="p"
        id={id}
        variant="body-small"
        color="secondary"
        aria-live="polite"
        className={styles.missing}
      >
        {missing}
      </Text>
      <Button
        {...button}
        className={styles.button}
        isDisabled={Boolean(missing)}
        aria-describedby={missing && id}
      />
    </>
  );
}

import { Button, type ButtonProps, VisuallyHidden } from '@backstage/ui';
import { useId } from 'react';

/** A button that is disabled for a reason and says it, to those who point at it and to those who have it read out. */
export function ReasonedButton(
  props: Omit<ButtonProps, 'isDisabled'> & { reason: string | undefined },
) {
  const { reason, ...button } = props;
  const id = useId();
  if (!reason) {
    return <Button {...button} />;
  }
  return (
    <span title={reason}>
      <Button {...button} isDisabled aria-describedby={id} />
      <VisuallyHidden id={id}>{reason}</VisuallyHidden>
    </span>
  );
}

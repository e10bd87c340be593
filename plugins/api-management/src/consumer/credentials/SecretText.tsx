import { Text } from '@backstage/ui';
import { CopyButton } from '../../shared/components';
import styles from './Credentials.module.css';

/** A secret that can be read, selected and copied. */
export const SecretText = (props: { label: string; text: string }) => (
  <div>
    <Text as="div" variant="body-small" color="secondary">
      {props.label}
    </Text>
    <div className={styles.secret}>
      <span
        role="textbox"
        aria-readonly="true"
        aria-label={props.label}
        tabIndex={0}
      >
        {props.text}
      </span>
      <CopyButton text={props.text} label={`Copy: ${props.label}`} />
    </div>
  </div>
);

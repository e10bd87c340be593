import { CopyButton } from './CopyButton';
import styles from './CopyableCode.module.css';

/** An identifier or address within a line, with a button that copies it. */
export const CopyableCode = (props: { text: string; label: string }) => (
  <span className={styles.inline}>
    <code className={styles.code}>{props.text}</code>
    <CopyButton text={props.text} label={props.label} />
  </span>
);

/** Lines of a command or file, with a button that copies them. */
export const CodeLines = (props: { text: string; label: string }) => (
  <div className={styles.block}>
    <pre className={styles.lines}>{props.text}</pre>
    <CopyButton text={props.text} label={props.label} />
  </div>
);

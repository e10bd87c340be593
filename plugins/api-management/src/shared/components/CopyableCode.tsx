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
export const CodeLines = (props: {
  text: string;
  label: string;
  /** Lines break where they end only, and long texts scroll. */
  isFile?: boolean;
}) => (
  <div className={styles.block}>
    <pre
      className={styles.lines}
      data-file={props.isFile}
      // A region that scrolls must be reachable by keyboard.
      tabIndex={props.isFile ? 0 : undefined}
    >
      {props.text}
    </pre>
    <CopyButton text={props.text} label={props.label} />
  </div>
);

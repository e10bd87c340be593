import styles from './FieldError.module.css';

/** What is wrong with the field above. */
export const FieldError = ({ problem }: { problem?: string }) =>
  problem ? (
    <p role="alert" className={styles.problem}>
      {problem}
    </p>
  ) : null;

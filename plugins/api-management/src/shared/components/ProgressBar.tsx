import styles from './ProgressBar.module.css';

/** How much of a known amount is done. */
export function ProgressBar(props: {
  /** What it is of, for who does not see it. */
  label: string;
  done: number;
  total: number;
  tone?: 'negative';
}) {
  const { label, done, total, tone } = props;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className={styles.bar}
    >
      <div
        className={styles.fill}
        data-tone={tone}
        style={{ width: `${total && (done / total) * 100}%` }}
      />
    </div>
  );
}

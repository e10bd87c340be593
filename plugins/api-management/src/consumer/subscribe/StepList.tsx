import styles from './Subscribe.module.css';

/** Where one is in a dialog of a few steps. */
export function StepList(props: { steps: readonly string[]; current: number }) {
  const { steps, current } = props;
  return (
    <ol className={styles.steps} aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          data-done={index < current || undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className={styles.stepNumber} aria-hidden="true">
            {index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}

import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './Stepper.module.css';

/** One step of a longer work. */
export type Step = {
  id: string;
  title: string;
  outcome?: 'done' | 'failed';
  /** What came of it so far, in a few words. */
  result?: ReactNode;
  /** It can be opened now. */
  isReachable: boolean;
  content: ReactNode;
};

/** Steps under each other with the result of each; one is open. */
export function Stepper(props: {
  label: string;
  steps: Step[];
  current: string;
  onChange: (id: string) => void;
}) {
  const { label, steps, current, onChange } = props;
  return (
    <ol className={styles.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={styles.step}
          data-outcome={step.outcome}
          aria-current={step.id === current ? 'step' : undefined}
        >
          <StepMark step={step} index={index} />
          <div className={styles.main}>
            <StepTitle
              step={step}
              isOpen={step.id === current}
              onOpen={() => onChange(step.id)}
            />
            {step.id === current && (
              <div className={styles.content}>{step.content}</div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ step, index }: { step: Step; index: number }) {
  return (
    <span className={styles.mark} aria-hidden="true">
      {step.outcome === 'done' && <RiCheckLine size={14} />}
      {step.outcome === 'failed' && <RiCloseLine size={14} />}
      {!step.outcome && index + 1}
    </span>
  );
}

function StepTitle(props: { step: Step; isOpen: boolean; onOpen: () => void }) {
  const { step, isOpen, onOpen } = props;
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>
        {step.isReachable && !isOpen ? (
          <button type="button" className={styles.open} onClick={onOpen}>
            {step.title}
          </button>
        ) : (
          step.title
        )}
      </h2>
      {step.result && <div className={styles.result}>{step.result}</div>}
    </div>
  );
}

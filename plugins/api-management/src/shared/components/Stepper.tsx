import MuiStep from '@material-ui/core/Step';
import StepButton from '@material-ui/core/StepButton';
import MuiStepContent from '@material-ui/core/StepContent';
import StepLabel from '@material-ui/core/StepLabel';
import MuiStepper from '@material-ui/core/Stepper';
import type { ReactNode } from 'react';
import { StepContent } from './StepContent';
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

/** Steps under each other with the result of each; one is open. Material UI's, because Backstage UI has none. */
export function Stepper(props: {
  label: string;
  steps: Step[];
  current: string;
  onChange: (id: string) => void;
}) {
  const { label, steps, current, onChange } = props;
  return (
    <MuiStepper
      nonLinear
      orientation="vertical"
      activeStep={steps.findIndex(({ id }) => id === current)}
      className={styles.steps}
      role="list"
      aria-label={label}
    >
      {steps.map(step => (
        <MuiStep
          key={step.id}
          completed={step.outcome === 'done'}
          role="listitem"
          aria-current={step.id === current ? 'step' : undefined}
        >
          {stepHead(step, step.id === current, () => onChange(step.id))}
          <MuiStepContent transitionDuration={0}>
            <StepContent
              step={step.id}
              title={step.title}
              className={styles.content}
            >
              {step.content}
            </StepContent>
          </MuiStepContent>
        </MuiStep>
      ))}
    </MuiStepper>
  );
}

/** No component of its own: Material UI tells the elements within a step what they are part of. */
function stepHead(step: Step, isOpen: boolean, onOpen: () => void) {
  const isFailed = step.outcome === 'failed';
  const result = step.result && (
    <span className={styles.result} data-failed={isFailed || undefined}>
      {step.result}
    </span>
  );
  return step.isReachable && !isOpen ? (
    <StepButton optional={result} onClick={onOpen}>
      <StepLabel error={isFailed}>{step.title}</StepLabel>
    </StepButton>
  ) : (
    <StepLabel error={isFailed} optional={result}>
      <span role="heading" aria-level={2}>
        {step.title}
      </span>
    </StepLabel>
  );
}

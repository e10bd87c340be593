import Step from '@material-ui/core/Step';
import StepLabel from '@material-ui/core/StepLabel';
import Stepper from '@material-ui/core/Stepper';
import styles from './Subscribe.module.css';

/** Where one is in a dialog of a few steps. */
export function StepList(props: { steps: readonly string[]; current: number }) {
  const { steps, current } = props;
  return (
    <Stepper
      activeStep={current}
      className={styles.steps}
      role="list"
      aria-label="Steps"
    >
      {steps.map((step, index) => (
        <Step
          key={step}
          role="listitem"
          aria-current={index === current ? 'step' : undefined}
        >
          <StepLabel>{step}</StepLabel>
        </Step>
      ))}
    </Stepper>
  );
}

import { Button, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useEffect, useState } from 'react';
import {
  Dialog,
  ErrorState,
  StepContent,
  SubmitButton,
} from '../../shared/components';
import { sortProblems } from '../../shared/problems';
import { ApplicationStep } from './ApplicationStep';
import { PlanStep } from './PlanStep';
import { ReviewStep } from './ReviewStep';
import { StepList } from './StepList';
import {
  emptySubscribeForm,
  missingAnswer,
  stepWithProblem,
  subscribeField,
  type SubscribeForm,
  subscribeSteps,
} from './SubscribeForm';
import { SubscribeResult } from './SubscribeResult';
import styles from './Subscribe.module.css';
import { useSubmitSubscription } from './useSubmitSubscription';

type Props = { product: ApiProduct; planId?: string; onClose: () => void };

/** Asks for application, plan and consent, shows what it will cost, and requests the subscription. */
export function SubscribeDialog({ product, planId, onClose }: Props) {
  const submission = useSubmitSubscription(product);
  return (
    <Dialog
      isOpen
      isDismissable={false}
      onOpenChange={open => !open && onClose()}
      width={680}
    >
      <DialogHeader>Subscribe to {product.title}</DialogHeader>
      {submission.data ? (
        <SubscribeResult subscription={submission.data} onClose={onClose} />
      ) : (
        <SubscribeSteps
          product={product}
          planId={planId}
          submission={submission}
        />
      )}
    </Dialog>
  );
}

function SubscribeSteps(props: {
  product: ApiProduct;
  planId?: string;
  submission: ReturnType<typeof useSubmitSubscription>;
}) {
  const { product, planId, submission } = props;
  const [form, setForm] = useState(() => emptySubscribeForm(product, planId));
  const [index, setIndex] = useState(0);
  const { problems, left } = useProblems(submission.error, setIndex);
  const step = subscribeSteps[index];
  const missing = missingAnswer(step, form, product);
  const last = index === subscribeSteps.length - 1;
  const stepProps = {
    product,
    form,
    problems,
    onChange: (patch: Partial<SubscribeForm>) => {
      if (submission.error) {
        submission.reset();
      }
      setForm(former => ({ ...former, ...patch }));
    },
  };
  return (
    <>
      <DialogBody className={styles.body}>
        <StepList steps={subscribeSteps} current={index} />
        <StepContent step={step} title={step} className={styles.body}>
          {step === 'Application' && <ApplicationStep {...stepProps} />}
          {step === 'Plan' && <PlanStep {...stepProps} />}
          {step === 'Review' && <ReviewStep product={product} form={form} />}
        </StepContent>
        <ErrorState error={left} />
      </DialogBody>
      <DialogFooter>
        <SubmitButton
          missing={missing}
          isPending={submission.isPending}
          onPress={() => (last ? submission.mutate(form) : setIndex(index + 1))}
        >
          {last ? 'Send request' : 'Next'}
        </SubmitButton>
        {index > 0 && (
          <Button variant="secondary" onPress={() => setIndex(index - 1)}>
            Back
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

/** Goes back to the step where the backend has something against an answer. */
function useProblems(error: Error | null, goTo: (index: number) => void) {
  const sorted = sortProblems(error, subscribeField);
  const step = stepWithProblem(sorted.problems);
  useEffect(() => {
    if (error && step) {
      goTo(subscribeSteps.indexOf(step));
    }
  }, [error, step, goTo]);
  return sorted;
}

import { Button } from '@backstage/ui';
import type { PlanChange } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { ConfirmDialog, useOperationMutation } from '../../shared';

type Decision = 'approve' | 'reject';

const words = {
  approve: { action: 'Approve', reason: 'optional' },
  reject: { action: 'Reject', reason: 'required' },
} as const;

/** Approves or rejects a plan change that waits, as far as the reader may. */
export function PlanChangeDecision({ change }: { change: PlanChange }) {
  const [decision, setDecision] = useState<Decision>();
  const transition = useOperationMutation('transitionPlanChange');
  const { application } = change.subscription;
  return (
    <>
      {(['approve', 'reject'] as const)
        .filter(each => change.actions.includes(each))
        .map(each => (
          <Button
            key={each}
            size="small"
            variant={each === 'approve' ? 'primary' : 'secondary'}
            onPress={() => setDecision(each)}
          >
            {words[each].action}
          </Button>
        ))}
      {decision && (
        <ConfirmDialog
          isOpen
          title={`${words[decision].action}: ${application.title} to ${change.to.title}`}
          action={words[decision].action}
          destructive={decision === 'reject'}
          reason={words[decision].reason}
          onConfirm={reason =>
            transition.mutateAsync({
              path: { planChangeId: change.id },
              body: { action: decision, ...(reason && { reason }) },
            })
          }
          onClose={() => setDecision(undefined)}
        >
          {decision === 'approve'
            ? `It gets an API key of ${change.to.title} at once. Its present keys go on under ${change.from.title} until its holder finishes the change, or the overlap is over. Both plans are billed.`
            : `It keeps the plan ${change.from.title}. Who asked sees your reason.`}
        </ConfirmDialog>
      )}
    </>
  );
}

import type { PlanChange } from '@oaf/backstage-plugin-api-management-common';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog, Stack } from '../../shared/components';
import { Evidence } from './Evidence';

/** Ends the former plan's keys, with the evidence that nobody needs them. */
export function FinishDialog(props: {
  change: PlanChange;
  onClose: () => void;
}) {
  const { change, onClose } = props;
  const transition = useOperationMutation('transitionPlanChange');
  return (
    <ConfirmDialog
      isOpen
      title={`Finish the change to ${change.to.title}`}
      action="Finish"
      destructive
      onConfirm={() =>
        transition.mutateAsync({
          path: { planChangeId: change.id },
          body: { action: 'finish' },
        })
      }
      onClose={onClose}
    >
      <Stack>
        <p>
          Calls with keys of {change.from.title} are refused from now on. See
          that they were last used before your programs changed over.
        </p>
        <Evidence change={change} />
      </Stack>
    </ConfirmDialog>
  );
}

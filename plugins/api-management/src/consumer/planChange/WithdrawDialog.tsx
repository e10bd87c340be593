import type { PlanChange } from '@oaf/backstage-plugin-api-management-common';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';

/** Takes a request back before it is decided. */
export function WithdrawDialog(props: {
  change: PlanChange;
  onClose: () => void;
}) {
  const { change, onClose } = props;
  const transition = useOperationMutation('transitionPlanChange');
  return (
    <ConfirmDialog
      isOpen
      title={`Withdraw the change to ${change.to.title}`}
      action="Withdraw"
      destructive
      onConfirm={() =>
        transition.mutateAsync({
          path: { planChangeId: change.id },
          body: { action: 'withdraw' },
        })
      }
      onClose={onClose}
    >
      The subscription keeps the plan {change.from.title}.
    </ConfirmDialog>
  );
}

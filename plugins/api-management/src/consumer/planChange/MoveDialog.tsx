import type {
  PlanChange,
  PlanChangeAction,
} from '@oaf/backstage-plugin-api-management-common';
import type { ReactNode } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';

export type MoveDialogProps = { change: PlanChange; onClose: () => void };

/** Asks before a plan change is moved on by the one who asked for it. */
export function MoveDialog(
  props: MoveDialogProps & {
    action: PlanChangeAction;
    /** For people, e.g. "Finish". */
    word: string;
    children: ReactNode;
  },
) {
  const { change, action, word, children, onClose } = props;
  const transition = useOperationMutation('transitionPlanChange');
  return (
    <ConfirmDialog
      isOpen
      title={`${word} the change to ${change.to.title}`}
      action={word}
      destructive
      onConfirm={() =>
        transition.mutateAsync({
          path: { planChangeId: change.id },
          body: { action },
        })
      }
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}

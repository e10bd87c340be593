import { Button } from '@backstage/ui';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog, ReasonedButton } from '../../shared';

/** How an action asks before it is done. */
export type Confirmation = {
  /** The word on the button. */
  label: string;
  /** What one comes to this page for. */
  isPrimary?: boolean;
  title: string;
  /** What the action will touch. */
  preview: ReactNode;
  destructive?: boolean;
  reason?: 'optional' | 'required';
};

/** A button per action that the backend allows; each asks and previews before it acts. */
export function ActionButtons<Action extends string>(props: {
  actions: Action[];
  /** What could be done but for the reason. */
  blocked?: { action: Action; reason: string }[];
  confirm: (action: Action) => Confirmation;
  onAct: (action: Action, reason: string | undefined) => Promise<unknown>;
}) {
  const { actions, blocked = [], confirm, onAct } = props;
  const [asked, setAsked] = useState<Action>();
  const confirmation = asked && confirm(asked);
  return (
    <>
      {actions.map(action => (
        <Button
          key={action}
          variant={confirm(action).isPrimary ? 'primary' : 'secondary'}
          onPress={() => setAsked(action)}
        >
          {confirm(action).label}
        </Button>
      ))}
      {blocked.map(({ action, reason }) => (
        <ReasonedButton key={action} variant="secondary" reason={reason}>
          {confirm(action).label}
        </ReasonedButton>
      ))}
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={confirmation?.title ?? ''}
        action={confirmation?.label ?? ''}
        destructive={confirmation?.destructive}
        reason={confirmation?.reason}
        onConfirm={async reason => asked && onAct(asked, reason)}
        onClose={() => setAsked(undefined)}
      >
        {confirmation?.preview}
      </ConfirmDialog>
    </>
  );
}

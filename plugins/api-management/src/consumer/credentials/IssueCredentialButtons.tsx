import { Button } from '@backstage/ui';
import type { CredentialRules } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';
import { IssueKeyDialog } from './IssueKeyDialog';

type Opened = 'key' | 'password' | 'recovery';

const buttons: Record<Opened, string> = {
  key: 'New API key',
  password: 'New temporary password',
  recovery: 'Lost private key',
};

/** Issues a further secret, which is then revealed in its row, or lets the holder recover what was lost. */
export function IssueCredentialButtons(props: {
  subscriptionId: string;
  rules: CredentialRules;
}) {
  const [opened, setOpened] = useState<Opened>();
  const dialogProps = { ...props, onClose: () => setOpened(undefined) };
  return (
    <>
      {(Object.keys(buttons) as Opened[]).map(each => (
        <Button
          key={each}
          variant={each === 'recovery' ? 'tertiary' : 'secondary'}
          onPress={() => setOpened(each)}
        >
          {buttons[each]}
        </Button>
      ))}
      {opened === 'key' && <IssueKeyDialog {...dialogProps} />}
      {opened === 'password' && <PasswordDialog {...dialogProps} />}
      {opened === 'recovery' && <RecoveryDialog {...dialogProps} />}
    </>
  );
}

type DialogProps = { subscriptionId: string; onClose: () => void };

function PasswordDialog({ subscriptionId, onClose }: DialogProps) {
  const issue = useOperationMutation('issueCredential');
  return (
    <ConfirmDialog
      isOpen
      title={buttons.password}
      action="Issue"
      onConfirm={() =>
        issue.mutateAsync({
          path: { subscriptionId },
          body: { type: 'initial-access-token' },
        })
      }
      onClose={onClose}
    >
      A temporary password that was not used yet stops working, also one that
      was lost. The new one enrols one more client key, up to four; keys that
      are enrolled go on.
    </ConfirmDialog>
  );
}

function RecoveryDialog({ subscriptionId, onClose }: DialogProps) {
  const recover = useOperationMutation('recoverAccess');
  return (
    <ConfirmDialog
      isOpen
      title={buttons.recovery}
      action="Revoke and issue"
      destructive
      reason="optional"
      onConfirm={reason =>
        recover.mutateAsync({
          path: { subscriptionId },
          body: { ...(reason && { reason }) },
        })
      }
      onClose={onClose}
    >
      All client keys of the subscription are revoked, so that whoever found the
      lost one gets no token, and neither do your other programs until they
      enrol again. API keys go on. A new temporary password is issued: reveal
      it, and enrol a new key with it.
    </ConfirmDialog>
  );
}

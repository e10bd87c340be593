import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';
import { credentialTitles } from '../../shared/format';

const previews: Record<Credential['type'], string> = {
  'api-key':
    'Calls with this key are refused from now on. If it is the only one, issue a new key first.',
  'initial-access-token':
    'It can no longer enrol a client key. Client keys that were enrolled with it stay.',
  'client-key':
    'The program that holds this key gets no further token. To go on it needs a new temporary password and enrols again.',
};

/** Says what a revocation touches, then revokes. */
export function RevokeDialog(props: {
  subscriptionId: string;
  credential: Credential;
  onClose: () => void;
}) {
  const { subscriptionId, credential, onClose } = props;
  const revoke = useOperationMutation('revokeCredential');
  return (
    <ConfirmDialog
      isOpen
      title={`Revoke ${credentialTitles[credential.type]} ${
        credential.prefix ?? ''
      }`.trimEnd()}
      action="Revoke"
      destructive
      reason="optional"
      onConfirm={reason =>
        revoke.mutateAsync({
          path: { subscriptionId, credentialId: credential.id },
          body: { ...(reason && { reason }) },
        })
      }
      onClose={onClose}
    >
      {previews[credential.type]}
    </ConfirmDialog>
  );
}

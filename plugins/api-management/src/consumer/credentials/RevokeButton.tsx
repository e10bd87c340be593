import { Button } from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';
import { credentialTitles, isUsable } from './credentialWords';

const previews: Record<Credential['type'], string> = {
  'api-key':
    'Calls with this key are refused from now on. If it is the only one, issue a new key first.',
  'initial-access-token':
    'It can no longer register a client key. Client keys that were registered with it stay.',
  'client-key':
    'The program that holds this key gets no further token. To go on it needs a new temporary password and registers again.',
};

export function RevokeButton(props: {
  subscriptionId: string;
  credential: Credential;
}) {
  const { subscriptionId, credential } = props;
  const [open, setOpen] = useState(false);
  const revoke = useOperationMutation('revokeCredential');
  if (!isUsable(credential)) {
    return null;
  }
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        isOpen={open}
        title={`Revoke ${credentialTitles[credential.type].toLowerCase()}?`}
        action="Revoke"
        destructive
        onConfirm={() =>
          revoke.mutateAsync({
            path: { subscriptionId, credentialId: credential.id },
          })
        }
        onClose={() => setOpen(false)}
      >
        {previews[credential.type]}
      </ConfirmDialog>
    </>
  );
}

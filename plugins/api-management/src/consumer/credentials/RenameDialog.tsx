import { TextField } from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';

/** Gives an API key another name. */
export function RenameDialog(props: {
  subscriptionId: string;
  credential: Credential;
  onClose: () => void;
}) {
  const { subscriptionId, credential, onClose } = props;
  const [name, setName] = useState(credential.name ?? '');
  const change = useOperationMutation('updateCredential');
  return (
    <ConfirmDialog
      isOpen
      title={`Rename ${credential.name ?? 'API key'}`}
      action="Rename"
      blocked={name.trim() ? undefined : 'Name is missing'}
      onConfirm={() =>
        change.mutateAsync({
          path: { subscriptionId, credentialId: credential.id },
          body: { name: name.trim() },
        })
      }
      onClose={onClose}
    >
      <TextField
        label="Name"
        isRequired
        maxLength={60}
        value={name}
        onChange={setName}
      />
    </ConfirmDialog>
  );
}

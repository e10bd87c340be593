import { Select, TextField } from '@backstage/ui';
import type {
  Credential,
  CredentialRules,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog, Stack } from '../../shared/components';
import { lifetimeChoices, NEVER, overlapChoices } from './lifetimes';

type Props = {
  subscriptionId: string;
  rules: CredentialRules;
  /** The key whose successor it is; absent for one more key. */
  replaces?: Credential;
  onClose: () => void;
};

/** Issues one more API key, or the successor of one; it is then revealed in its row. */
export function IssueKeyDialog(props: Props) {
  const { subscriptionId, rules, replaces, onClose } = props;
  const [name, setName] = useState(replaces?.name ?? '');
  const [lifetime, setLifetime] = useState(String(rules.lifetimeDays));
  const [overlap, setOverlap] = useState(String(rules.overlapHours));
  const issue = useOperationMutation('issueCredential');
  return (
    <ConfirmDialog
      isOpen
      title={replaces ? `Replace ${replaces.name ?? 'API key'}` : 'New API key'}
      action="Issue"
      blocked={name.trim() ? undefined : 'Name is missing'}
      onConfirm={() =>
        issue.mutateAsync({
          path: { subscriptionId },
          body: {
            type: 'api-key',
            name: name.trim(),
            ...(lifetime === NEVER
              ? { neverExpires: true }
              : { lifetimeDays: Number(lifetime) }),
            ...(replaces && {
              replaces: replaces.id,
              overlapHours: Number(overlap),
            }),
          },
        })
      }
      onClose={onClose}
    >
      <Stack>
        <TextField
          label="Name"
          description="Tells your keys apart, such as by the program that has it."
          isRequired
          maxLength={60}
          value={name}
          onChange={setName}
        />
        <Select
          label="Expires after"
          options={lifetimeChoices(rules)}
          selectedKey={lifetime}
          onSelectionChange={key => setLifetime(String(key))}
        />
        {replaces && (
          <Select
            label="The present key goes on for"
            description="Reveal the new key, fetch a new access token, and use both; you may end the present key sooner."
            options={overlapChoices(rules)}
            selectedKey={overlap}
            onSelectionChange={key => setOverlap(String(key))}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

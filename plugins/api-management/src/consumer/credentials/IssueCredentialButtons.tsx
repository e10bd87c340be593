import { Button } from '@backstage/ui';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';
import type { SecretType } from './credentialWords';

const issues: Record<SecretType, { title: string; preview: string }> = {
  'api-key': {
    title: 'New API key',
    preview:
      'The present key goes on working for 24 hours beside the new one. Reveal the new key, put it into your program, and see that it is used before the time is over.',
  },
  'initial-access-token': {
    title: 'New temporary password',
    preview:
      'A temporary password that was not used yet stops working. The new one enrols one more client key, up to four; keys that are enrolled go on. Revoke a key that is lost.',
  },
};

/** Issues a further secret; it is then revealed in its row. */
export function IssueCredentialButtons(props: { subscriptionId: string }) {
  const { subscriptionId } = props;
  const [type, setType] = useState<SecretType>();
  const issue = useOperationMutation('issueCredential');
  return (
    <>
      {(Object.keys(issues) as SecretType[]).map(candidate => (
        <Button
          key={candidate}
          variant="secondary"
          onPress={() => setType(candidate)}
        >
          {issues[candidate].title}
        </Button>
      ))}
      {type && (
        <ConfirmDialog
          isOpen
          title={issues[type].title}
          action="Issue"
          onConfirm={() =>
            issue.mutateAsync({ path: { subscriptionId }, body: { type } })
          }
          onClose={() => setType(undefined)}
        >
          {issues[type].preview}
        </ConfirmDialog>
      )}
    </>
  );
}

import { Button } from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { RevealDialog } from './RevealDialog';

/** Shows the secret, as long as it was not shown before. */
export function RevealButton(props: {
  subscriptionId: string;
  credential: Credential;
}) {
  const { subscriptionId, credential } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      {credential.revealable && (
        <Button size="small" onPress={() => setOpen(true)}>
          Reveal once
        </Button>
      )}
      {open && credential.type !== 'client-key' && (
        <RevealDialog
          subscriptionId={subscriptionId}
          credentialId={credential.id}
          type={credential.type}
          expiresAt={credential.expiresAt}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

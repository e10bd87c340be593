import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { apiManagementApiRef, useReread } from '../../shared/api';

/**
 * Asks for the secret and holds it in the component's own state only:
 * a mutation's answer would stay in the cache after the dialog is closed.
 */
export function useReveal(path: {
  subscriptionId: string;
  credentialId: string;
}) {
  const client = useApi(apiManagementApiRef);
  const reread = useReread();
  const [secret, setSecret] = useState<string>();
  const [error, setError] = useState<Error>();
  const [isPending, setPending] = useState(false);

  async function reveal() {
    const { subscriptionId, credentialId } = path;
    setPending(true);
    setError(undefined);
    try {
      const answer = await client.revealCredential({
        path: { subscriptionId, credentialId },
      });
      setSecret(answer.secret);
    } catch (cause) {
      setError(cause as Error);
    }
    setPending(false);
    await reread();
  }

  return { secret, reveal, isPending, error };
}

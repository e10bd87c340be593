import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { apiManagementApiRef, useReread } from '../../shared/api';
import { type KeyPair, openKeyPair } from './openKeyPair';

/**
 * Has a key pair made with a temporary password, which is revealed for that unless somebody has it. What is secret is held
 * in the component's own state only; a password that was revealed stays there after a failure, to be tried again.
 */
export function useKeyPair(path: {
  subscriptionId: string;
  credentialId: string;
}) {
  const client = useApi(apiManagementApiRef);
  const reread = useReread();
  const [password, setPassword] = useState<string>();
  const [pair, setPair] = useState<KeyPair & { issuer: string }>();
  const [error, setError] = useState<Error>();
  const [isPending, setPending] = useState(false);

  async function reveal(): Promise<string> {
    const { secret } = await client.revealCredential({ path });
    setPassword(secret);
    return secret;
  }

  async function make(issuer: string, known?: string) {
    setPending(true);
    setError(undefined);
    try {
      const temporaryPassword = known ?? password ?? (await reveal());
      const body = { issuer, temporaryPassword };
      const answer = await client.collectKeyPair({ path, body });
      setPair({ ...(await openKeyPair(answer, temporaryPassword)), issuer });
    } catch (cause) {
      setError(cause as Error);
    }
    setPending(false);
    await reread();
  }

  return { password, pair, make, isPending, error };
}

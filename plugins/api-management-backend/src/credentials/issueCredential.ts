import { randomUUID } from 'node:crypto';
import type { StoredCredential } from './CredentialStore';
import { hashSecret, makeSecret, prefixOf } from './secret';
import type { SecretType } from './secret';
import type { SecretEnvelope } from './SecretEnvelope';

const HOUR = 3_600_000;

/** How long a temporary password may be used, and how long any secret may wait to be shown. */
export const REVEAL_WINDOW = 72 * HOUR;

/** What is chosen of an API key. */
export type KeyChoice = {
  name: string | null;
  /** Epoch milliseconds; null is never. */
  expiresAt: number | null;
  /** Null: the plan of the subscription. */
  planId?: string | null;
};

export const issueApiKey = (
  subscriptionId: string,
  choice: KeyChoice,
  envelope: SecretEnvelope,
) => issueCredential({ subscriptionId, type: 'api-key', ...choice }, envelope);

export const issuePassword = (
  subscriptionId: string,
  envelope: SecretEnvelope,
) =>
  issueCredential(
    {
      subscriptionId,
      type: 'initial-access-token',
      name: null,
      expiresAt: Date.now() + REVEAL_WINDOW,
    },
    envelope,
  );

/** Makes a credential; its secret leaves this function only enveloped. */
async function issueCredential(
  {
    type,
    expiresAt,
    planId = null,
    ...what
  }: KeyChoice & { subscriptionId: string; type: SecretType },
  envelope: SecretEnvelope,
): Promise<StoredCredential> {
  const id = randomUUID();
  const secret = makeSecret(type);
  return {
    ...what,
    id,
    type,
    state: 'issued',
    planId,
    prefix: prefixOf(type, secret),
    secretHash: hashSecret(secret),
    sealedSecret: await envelope.seal(secret, { credentialId: id }),
    createdAt: Date.now(),
    revealedAt: null,
    usedAt: null,
    replacedAt: null,
    expiresAt,
    validUntil: expiresAt,
    revokedAt: null,
    reason: null,
  };
}

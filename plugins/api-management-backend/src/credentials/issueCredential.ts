import { randomUUID } from 'node:crypto';
import type { StoredCredential } from './CredentialStore';
import { hashSecret, makeSecret, prefixOf } from './secret';
import type { SecretType } from './secret';
import type { SecretEnvelope } from './SecretEnvelope';

const HOUR = 3_600_000;

/** How long a temporary password may be used, and how long any secret may wait to be shown. */
export const REVEAL_WINDOW = 72 * HOUR;

/** How long a superseded API key goes on working. */
export const KEY_OVERLAP = 24 * HOUR;

/** Makes a credential; its secret leaves this function only enveloped. */
export async function issueCredential(
  subscriptionId: string,
  type: SecretType,
  envelope: SecretEnvelope,
): Promise<StoredCredential> {
  const id = randomUUID();
  const secret = makeSecret(type);
  const now = Date.now();
  return {
    id,
    subscriptionId,
    type,
    state: 'issued',
    prefix: prefixOf(type, secret),
    secretHash: hashSecret(secret),
    sealedSecret: await envelope.seal(secret, id),
    createdAt: now,
    revealedAt: null,
    usedAt: null,
    replacedAt: null,
    expiresAt: type === 'initial-access-token' ? now + REVEAL_WINDOW : null,
    revokedAt: null,
  };
}

import { ConflictError } from '@backstage/errors';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { CredentialStore, StoredCredential } from './CredentialStore';

/**
 * API keys of a subscription that may work at once. Every access token names them all, by 62 bytes each, and the header of a
 * call has to fit into the 10,240 bytes that API Gateway takes.
 */
export const MAX_LIVE_API_KEYS = 10;

/**
 * Asked in the transaction that locks the subscription, so that no two take the last place.
 * @throws ConflictError when as many API keys work as may
 */
export async function requireRoom(
  credential: StoredCredential,
  store: Pick<CredentialStore, 'countLive'>,
  trx: Transaction,
): Promise<void> {
  if (
    credential.type === 'api-key' &&
    (await store.countLive(credential, trx)) >= MAX_LIVE_API_KEYS
  ) {
    throw new ConflictError(
      `The subscription has ${MAX_LIVE_API_KEYS} API keys that work; revoke one to issue another`,
    );
  }
}

import { ConflictError, InputError } from '@backstage/errors';
import type { CredentialUpdate } from '@oaf/backstage-plugin-api-management-common';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { isoTime } from '../database/time';
import type { CredentialStore, StoredCredential } from './CredentialStore';
import { requireFreeName } from './keyNames';

/**
 * Renames an API key, or moves the end of its overlap, in the transaction that locks the subscription.
 * @throws ConflictError when it works no more, when the name is taken, or when it has no overlap of its own
 * @throws InputError when the overlap would be longer than allowed
 */
export async function changeKey(
  id: string,
  { name, overlapUntil }: CredentialUpdate,
  {
    store,
    subscriptionId,
    maxOverlapMs,
    changingTo,
  }: {
    store: CredentialStore;
    subscriptionId: string;
    maxOverlapMs: number;
    /** The plan that overlaps with the one of former keys; null when none does. */
    changingTo: string | null;
  },
  trx: Transaction,
): Promise<StoredCredential> {
  const live = await store.listLiveKeys(subscriptionId, trx);
  const key = live.find(one => one.id === id);
  if (!key) {
    throw new ConflictError(
      'The API key does not work any more, or is none; there is nothing to change',
    );
  }
  if (name !== undefined) {
    await rename(key, name.trim(), live, { store, trx });
  }
  if (overlapUntil !== undefined) {
    requireOwnOverlap(key, changingTo);
    const until = new Date(overlapUntil).getTime();
    requireWithin(until, latestEnd(key, maxOverlapMs));
    await (until <= Date.now()
      ? store.retire(subscriptionId, [id], trx)
      : store.endAt(key, until, trx));
  }
  return key;
}

async function rename(
  key: StoredCredential,
  name: string,
  live: StoredCredential[],
  { store, trx }: { store: CredentialStore; trx: Transaction },
) {
  if (key.state === 'issued') {
    const others = live.filter(
      one => one.state === 'issued' && one.id !== key.id,
    );
    requireFreeName(name, others);
  }
  await store.rename(key, name, trx);
}

function requireOwnOverlap(
  { state, planId }: StoredCredential,
  changingTo: string | null,
) {
  if (state !== 'rotating') {
    throw new ConflictError(
      'Only an API key that was replaced overlaps with another; issue its successor first',
    );
  }
  if (changingTo !== null && planId !== changingTo) {
    throw new ConflictError(
      'The API key is of the former plan and ends with the plan change; finish that, or revoke the key',
    );
  }
}

function latestEnd(
  { replacedAt, validUntil }: StoredCredential,
  maxOverlapMs: number,
): number {
  return Math.min(
    (replacedAt ?? Date.now()) + maxOverlapMs,
    validUntil ?? Infinity,
  );
}

function requireWithin(until: number, latest: number) {
  if (!(until <= latest)) {
    throw new InputError(
      `request/body/overlapUntil must be at most ${isoTime(latest)}`,
    );
  }
}

import type { Grant } from '@oaf/contract';
import type { ClientKey, RegisteredClient } from '../ports';
import { type Item, readNumber, readText } from './table';

/** A key as it is stored: with the instant, epoch milliseconds, at which it was registered. */
export interface StoredKey extends ClientKey {
  registeredAt: number;
}

/** The row of one client, read. */
export interface ClientItem {
  grant: Grant;
  keys: StoredKey[];
  /** The keys as they stand in the row, null when there were never any: what a conditional write compares. */
  keysText: string | null;
  enrolmentHash: string | null;
  spentHash: string | null;
  enrolledAt: number | null;
}

export const clientKey = (clientId: string) => `client#${clientId}`;
export const kidKey = (kid: string) => `kid#${kid}`;
export const enrolmentKey = (tokenHash: string) => `enrolment#${tokenHash}`;

/** `kid`s of a row's keys, sorted: what deployments of the version before compare. */
export function toKids(kids: string[]): string {
  return [...kids].sort().join(' ');
}

/** Undefined for a client whose grant was removed: its row stays to fend off a grant that is older. */
export function readClientItem(item: Item | undefined): ClientItem | undefined {
  const grant = item && readText(item, 'grant');
  if (!item || !grant) {
    return undefined;
  }
  return {
    grant: JSON.parse(grant),
    keys: readKeys(item),
    keysText: readText(item, 'clientKeys'),
    enrolmentHash: readText(item, 'enrolmentHash'),
    spentHash: readText(item, 'spentHash'),
    enrolledAt: readNumber(item, 'enrolledAt'),
  };
}

/** Rows that were written when a client had one registration hold its token's hash once, for all keys. */
function readKeys(item: Item): StoredKey[] {
  const keys: Array<
    Omit<StoredKey, 'registrationTokenHash'> & Partial<StoredKey>
  > = JSON.parse(readText(item, 'clientKeys') ?? '[]');
  const shared = readText(item, 'registrationTokenHash') ?? '';
  return keys.map(key => ({
    ...key,
    registrationTokenHash: key.registrationTokenHash ?? shared,
  }));
}

export function toRegisteredClient({
  grant,
  keys,
}: ClientItem): RegisteredClient {
  return {
    grant,
    keys: keys.map(({ registeredAt: _, ...key }) => key),
  };
}

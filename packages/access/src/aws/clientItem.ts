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
  /** `kid`s of the keys, sorted: what a conditional write compares. */
  kids: string;
  registrationTokenHash: string | null;
  enrolmentHash: string | null;
  spentHash: string | null;
  enrolledAt: number | null;
}

export const clientKey = (clientId: string) => `client#${clientId}`;
export const kidKey = (kid: string) => `kid#${kid}`;
export const enrolmentKey = (tokenHash: string) => `enrolment#${tokenHash}`;

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
    keys: JSON.parse(readText(item, 'clientKeys') ?? '[]'),
    kids: readText(item, 'kids') ?? '',
    registrationTokenHash: readText(item, 'registrationTokenHash') || null,
    enrolmentHash: readText(item, 'enrolmentHash'),
    spentHash: readText(item, 'spentHash'),
    enrolledAt: readNumber(item, 'enrolledAt'),
  };
}

export function toRegisteredClient(client: ClientItem): RegisteredClient {
  const { grant, keys, registrationTokenHash } = client;
  return {
    grant,
    keys: keys.map(({ jwk, notAfter }) => ({ jwk, notAfter })),
    registrationTokenHash,
  };
}

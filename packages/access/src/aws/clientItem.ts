import type { Grant } from '@oaf/contract';
import type { ClientKey, RegisteredClient } from '../ports';
import { expiryOf } from '../registration/expiryOf';
import { type Item, readNumber, readText } from './table';

/** How a key came. */
export type Registration = 'enrolment' | 'rotation';

/** A key as it is stored: with what is told of it. Times are epoch milliseconds. */
export interface StoredKey extends ClientKey {
  registeredAt: number;
  registeredBy: Registration;
  /** When a successor was registered. */
  replacedAt: number | null;
}

/** A key that no longer signs. */
export interface PastKey
  extends Pick<StoredKey, 'registeredAt' | 'registeredBy' | 'replacedAt'> {
  kid: string;
  endedAt: number;
  endedBy:
    | 'replacement'
    | 'expiry'
    | 'revocation'
    | 'unregistration'
    | 'removal';
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
  pastKeys: PastKey[];
  /** When each initial access token enrolled a key, by credential id. */
  enrolments: Record<string, number>;
}

export const clientKey = (clientId: string) => `client#${clientId}`;
export const kidKey = (kid: string) => `kid#${kid}`;
export const subscriptionKey = (id: string) => `subscription#${id}`;
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
    pastKeys: readPastKeys(item),
    enrolments: readEnrolments(item),
  };
}

export function readPastKeys(item: Item): PastKey[] {
  return JSON.parse(readText(item, 'pastKeys') ?? '[]');
}

export function readEnrolments(item: Item): Record<string, number> {
  return JSON.parse(readText(item, 'enrolments') ?? '{}');
}

/**
 * Rows that were written when a client had one registration hold its token's hash once, for all keys; and older ones
 * tell neither how a key came nor when it was replaced.
 */
export function readKeys(item: Item): StoredKey[] {
  const keys: Array<
    Pick<StoredKey, 'jwk' | 'notAfter' | 'registeredAt'> & Partial<StoredKey>
  > = JSON.parse(readText(item, 'clientKeys') ?? '[]');
  const shared = readText(item, 'registrationTokenHash') ?? '';
  return keys.map(key => ({
    registeredBy: 'enrolment',
    replacedAt: null,
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
    keys: keys.map(
      ({ jwk, notAfter, registrationTokenHash, registeredAt }) => ({
        jwk,
        notAfter,
        registrationTokenHash,
        ...expiryOf(grant, registeredAt),
      }),
    ),
  };
}

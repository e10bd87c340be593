import type { Grant } from '@oaf/contract';
import { expiryOf } from '../registration/expiryOf';
import { endOf } from '../registration/liveKeys';
import {
  clientKey,
  type PastKey,
  readClientItem,
  readEnrolments,
  readPastKeys,
  type Registration,
  type StoredKey,
  subscriptionKey,
} from './clientItem';
import { useKey } from './CredentialUses';
import { getItem, type Item, readNumber, readText, type Table } from './table';

export interface ActivityRequest {
  subscriptionId: string;
  /** Of the enrolments and API keys that are asked for. */
  credentialIds: string[];
}

/** A key that was registered; times are epoch milliseconds. */
export interface KeyActivity {
  /** RFC 7638. */
  thumbprint: string;
  registeredAt: number;
  registeredBy: Registration;
  lastUsedAt: number | null;
  replacedAt: number | null;
  notAfter: number | null;
  revokedAt: number | null;
  revokedBy: 'consumer' | 'portal' | null;
}

/** What was seen of a subscription's credentials, also of those that are over. */
export interface ClientActivity {
  enrolments: { credentialId: string; at: number }[];
  /** Newest first. */
  clientKeys: KeyActivity[];
  apiKeys: { credentialId: string; lastUsedAt: number }[];
}

/** The row of the subscription's client, with a grant or without. */
export async function findClient(
  table: Table,
  subscriptionId: string,
): Promise<Item | undefined> {
  const pointer = await getItem(table, subscriptionKey(subscriptionId));
  const clientId = pointer && readText(pointer, 'clientId');
  return clientId ? getItem(table, clientKey(clientId)) : undefined;
}

function toHeldKey(
  { jwk, notAfter, ...key }: StoredKey,
  grant: Grant,
): KeyActivity {
  return {
    thumbprint: jwk.kid,
    registeredAt: key.registeredAt,
    registeredBy: key.registeredBy,
    lastUsedAt: null,
    replacedAt: key.replacedAt,
    notAfter: endOf({ notAfter, ...expiryOf(grant, key.registeredAt) }),
    revokedAt: null,
    revokedBy: null,
  };
}

const revokers = {
  replacement: null,
  expiry: null,
  revocation: 'portal',
  unregistration: 'consumer',
  removal: 'portal',
} as const;

function toPastKey({ kid, endedAt, endedBy, ...key }: PastKey): KeyActivity {
  const revokedBy = revokers[endedBy];
  return {
    ...key,
    thumbprint: kid,
    lastUsedAt: null,
    notAfter: endedAt,
    revokedAt: revokedBy && endedAt,
    revokedBy,
  };
}

async function lastUse(table: Table, use: Parameters<typeof useKey>[0]) {
  const item = await getItem(table, useKey(use));
  return item ? readNumber(item, 'lastUsedAt') : null;
}

/** A key that was used before it was registered was another client's then. */
async function withLastUse(table: Table, key: KeyActivity) {
  const kid = key.thumbprint;
  const at = await lastUse(table, { type: 'client-key', kid });
  return at !== null && at >= key.registeredAt
    ? { ...key, lastUsedAt: at }
    : key;
}

async function apiKeyUses(table: Table, credentialIds: string[]) {
  const uses = await Promise.all(
    credentialIds.map(async credentialId => ({
      credentialId,
      lastUsedAt: await lastUse(table, { type: 'api-key', credentialId }),
    })),
  );
  return uses.flatMap(({ credentialId, lastUsedAt }) =>
    lastUsedAt === null ? [] : [{ credentialId, lastUsedAt }],
  );
}

export async function readActivity(
  table: Table,
  { subscriptionId, credentialIds }: ActivityRequest,
): Promise<ClientActivity | undefined> {
  const item = await findClient(table, subscriptionId);
  if (!item) {
    return undefined;
  }
  const client = readClientItem(item);
  const held = client?.keys.map(key => toHeldKey(key, client.grant)) ?? [];
  const keys = [...held, ...readPastKeys(item).map(toPastKey)];
  const clientKeys = await Promise.all(
    keys.map(key => withLastUse(table, key)),
  );
  return {
    enrolments: Object.entries(readEnrolments(item))
      .filter(([credentialId]) => credentialIds.includes(credentialId))
      .map(([credentialId, at]) => ({ credentialId, at })),
    clientKeys: clientKeys.sort((a, b) => b.registeredAt - a.registeredAt),
    apiKeys: await apiKeyUses(table, credentialIds),
  };
}

import type { ClientKey } from '../ports';
import { expiryOf } from '../registration/expiryOf';
import {
  clientKey,
  type ClientItem,
  kidKey,
  type PastKey,
  type Registration,
  type StoredKey,
  toKids,
} from './clientItem';
import { type Item, type Table, text } from './table';

/** A change of a client's keys: an UpdateItem of its row, with a row per key that says whose it is. */
export interface KeyChange {
  client: ClientItem;
  keys: ClientKey[];
  /** Epoch milliseconds; when the keys that are new were registered, and those that are gone ended. */
  at: number;
  /** How keys that are new came. */
  registeredBy?: Registration;
  /** Why keys that are gone ended. */
  endedBy: PastKey['endedBy'];
  /** Conditions beyond that the keys are still those that were read. */
  condition?: string;
  /** Further assignments. */
  assignments?: string;
  values?: Item;
}

/** The condition that nothing about the keys of a row changed since it was read, and its values. */
export function keysStand(
  client: ClientItem | undefined,
): [condition: string, values: Item] {
  const keysText = client?.keysText ?? null;
  return keysText === null
    ? ['attribute_not_exists(clientKeys)', {}]
    : ['clientKeys = :held', { ':held': text(keysText) }];
}

const kidsOf = (keys: ClientKey[]) => keys.map(({ jwk }) => jwk.kid);

function toStored(change: KeyChange): StoredKey[] {
  const { client, keys, at, registeredBy = 'rotation' } = change;
  return keys.map(({ jwk, notAfter, registrationTokenHash }) => {
    const known = client.keys.find(key => key.jwk.kid === jwk.kid);
    return {
      jwk,
      notAfter,
      registrationTokenHash,
      registeredAt: known?.registeredAt ?? at,
      registeredBy: known?.registeredBy ?? registeredBy,
      replacedAt: notAfter === null ? null : known?.replacedAt ?? at,
    };
  });
}

/** Of a client; more are told of by nobody. */
const MAX_PAST_KEYS = 50;

/** The client's past keys with those that end now. A key whose overlap was over by then, or that was too old, had ended by itself. */
export function withEnded(
  { grant, pastKeys }: Pick<ClientItem, 'grant' | 'pastKeys'>,
  keys: StoredKey[],
  { at, endedBy: by }: Pick<KeyChange, 'at' | 'endedBy'>,
): PastKey[] {
  const ended = keys.map(({ jwk, notAfter, ...key }): PastKey => {
    const { expiresAt = Infinity } = expiryOf(grant, key.registeredAt);
    const overlapEnd = notAfter ?? Infinity;
    const own = overlapEnd <= expiresAt ? 'replacement' : 'expiry';
    const end = Math.min(overlapEnd, expiresAt);
    const endedBy = end <= at ? own : by;
    const replacedAt = endedBy === 'replacement' ? at : null;
    return {
      kid: jwk.kid,
      registeredAt: key.registeredAt,
      registeredBy: key.registeredBy,
      replacedAt: key.replacedAt ?? replacedAt,
      endedAt: Math.min(at, end),
      endedBy,
    };
  });
  return [...pastKeys, ...ended].slice(-MAX_PAST_KEYS);
}

function leaving({ client, keys }: KeyChange): StoredKey[] {
  const kids = kidsOf(keys);
  return client.keys.filter(({ jwk }) => !kids.includes(jwk.kid));
}

function updateClient(table: Table, change: KeyChange): object {
  const { client, condition, assignments, values } = change;
  const [unchanged, held] = keysStand(client);
  return {
    Update: {
      TableName: table.name,
      Key: { pk: text(clientKey(client.grant.clientId)) },
      UpdateExpression: [
        'SET clientKeys = :keys, kids = :kids, pastKeys = :past',
        assignments,
      ]
        .filter(Boolean)
        .join(', '),
      ConditionExpression: ['attribute_exists(#grant)', unchanged, condition]
        .filter(Boolean)
        .join(' AND '),
      ExpressionAttributeNames: { '#grant': 'grant' },
      ExpressionAttributeValues: {
        ':keys': text(JSON.stringify(toStored(change))),
        ':kids': text(toKids(kidsOf(change.keys))),
        ':past': text(
          JSON.stringify(withEnded(client, leaving(change), change)),
        ),
        ...held,
        ...values,
      },
    },
  };
}

/** A key belongs to the client that came first. */
function claimKid(table: Table, clientId: string, kid: string): object {
  return {
    Put: {
      TableName: table.name,
      Item: { pk: text(kidKey(kid)), clientId: text(clientId) },
      ConditionExpression: 'attribute_not_exists(pk) OR clientId = :client',
      ExpressionAttributeValues: { ':client': text(clientId) },
    },
  };
}

export function releaseKid(table: Table, kid: string): object {
  return { Delete: { TableName: table.name, Key: { pk: text(kidKey(kid)) } } };
}

/** The client's row comes first. */
export function keyWrites(table: Table, change: KeyChange): object[] {
  const { clientId } = change.client.grant;
  const kids = kidsOf(change.keys);
  return [
    updateClient(table, change),
    ...kids.map(kid => claimKid(table, clientId, kid)),
    ...kidsOf(leaving(change)).map(kid => releaseKid(table, kid)),
  ];
}

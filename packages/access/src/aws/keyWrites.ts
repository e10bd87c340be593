import type { ClientKey } from '../ports';
import {
  clientKey,
  type ClientItem,
  kidKey,
  type StoredKey,
  toKids,
} from './clientItem';
import { type Item, type Table, text } from './table';

/** A change of a client's keys: an UpdateItem of its row, with a row per key that says whose it is. */
export interface KeyChange {
  client: ClientItem;
  keys: ClientKey[];
  /** Epoch milliseconds; when the keys that are new were registered. */
  at: number;
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

function toStored({ client, keys, at }: KeyChange): StoredKey[] {
  const known = new Map(
    client.keys.map(key => [key.jwk.kid, key.registeredAt]),
  );
  return keys.map(({ jwk, notAfter, registrationTokenHash }) => ({
    jwk,
    notAfter,
    registrationTokenHash,
    registeredAt: known.get(jwk.kid) ?? at,
  }));
}

function updateClient(table: Table, change: KeyChange): object {
  const { client, condition, assignments, values } = change;
  const [unchanged, held] = keysStand(client);
  return {
    Update: {
      TableName: table.name,
      Key: { pk: text(clientKey(client.grant.clientId)) },
      UpdateExpression: ['SET clientKeys = :keys, kids = :kids', assignments]
        .filter(Boolean)
        .join(', '),
      ConditionExpression: ['attribute_exists(#grant)', unchanged, condition]
        .filter(Boolean)
        .join(' AND '),
      ExpressionAttributeNames: { '#grant': 'grant' },
      ExpressionAttributeValues: {
        ':keys': text(JSON.stringify(toStored(change))),
        ':kids': text(toKids(kidsOf(change.keys))),
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
  const left = kidsOf(change.client.keys).filter(kid => !kids.includes(kid));
  return [
    updateClient(table, change),
    ...kids.map(kid => claimKid(table, clientId, kid)),
    ...left.map(kid => releaseKid(table, kid)),
  ];
}

import { endOf } from '@oaf/access';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { expiryOfRow } from './clientKeyQueries';
import type { DatabaseCredentialUses } from './DatabaseCredentialUses';
import {
  CLIENT_KEYS,
  GRANTS,
  PAST_CLIENT_KEYS,
  type ClientKeyRow,
  type GrantRow,
  type PastClientKeyRow,
} from './rows';

type KeyActivity = GrantActivity['clientKeys'][number];

/** All that was seen of a subscription's credentials, also of those that are over; undefined when it was never known. */
export async function readActivity(
  knex: Knex,
  uses: DatabaseCredentialUses,
  { subscriptionId, credentialIds }: ActivityRequest,
): Promise<GrantActivity | undefined> {
  const where = { subscription_id: subscriptionId };
  const grant = await knex<GrantRow>(GRANTS)
    .where(where)
    .first('client_id', 'document');
  const past = await knex<PastClientKeyRow>(PAST_CLIENT_KEYS).where(where);
  if (!grant && past.length === 0) {
    return undefined;
  }
  const held = await knex<ClientKeyRow>(CLIENT_KEYS).where({
    client_id: grant?.client_id ?? '',
  });
  const document = grant?.document ?? null;
  const keys = [
    ...held.map(row => toHeldKey(row, document)),
    ...past.map(toPastKey),
  ];
  const enrolments = await uses.read('initial-access-token', credentialIds);
  const apiKeys = await uses.read('api-key', credentialIds);
  return {
    enrolments: [...enrolments].map(([credentialId, at]) => ({
      credentialId,
      at,
    })),
    clientKeys: await withLastUse(keys, uses),
    apiKeys: [...apiKeys].map(([credentialId, lastUsedAt]) => ({
      credentialId,
      lastUsedAt,
    })),
  };
}

export type ActivityRequest = {
  subscriptionId: string;
  credentialIds: string[];
};

/** A key that was used before it was registered was another one's then. */
async function withLastUse(
  keys: KeyActivity[],
  uses: DatabaseCredentialUses,
): Promise<KeyActivity[]> {
  const lastUsed = await uses.read(
    'client-key',
    keys.map(({ thumbprint }) => thumbprint),
  );
  return keys
    .map(key => {
      const at = lastUsed.get(key.thumbprint);
      return at !== undefined && at >= key.registeredAt
        ? { ...key, lastUsedAt: at }
        : key;
    })
    .sort((a, b) => b.registeredAt - a.registeredAt);
}

function toHeldKey(row: ClientKeyRow, document: string | null): KeyActivity {
  return {
    thumbprint: row.thumbprint,
    registeredAt: Number(row.registered_at),
    registeredBy: row.registered_by,
    lastUsedAt: null,
    replacedAt: toTime(row.replaced_at),
    notAfter: endOf({
      notAfter: toTime(row.not_after),
      ...expiryOfRow(row, document),
    }),
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

function toPastKey(row: PastClientKeyRow): KeyActivity {
  const endedAt = Number(row.ended_at);
  const revokedBy = revokers[row.ended_by];
  return {
    thumbprint: row.thumbprint,
    registeredAt: Number(row.registered_at),
    registeredBy: row.registered_by,
    lastUsedAt: null,
    replacedAt: toTime(row.replaced_at),
    notAfter: endedAt,
    revokedAt: revokedBy && endedAt,
    revokedBy,
  };
}

/** PostgreSQL answers bigints as strings. */
function toTime(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}

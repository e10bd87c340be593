import { randomUUID } from 'node:crypto';
import { type ClientKey, expiryOf } from '@oaf/access';
import type { Knex } from 'knex';
import {
  CLIENT_KEYS,
  GRANTS,
  PAST_CLIENT_KEYS,
  type ClientKeyRow,
  type GrantRow,
  type PastClientKeyRow,
} from './rows';

/** The end that the grant sets to the key by its age; none once the grant is gone. */
export const expiryOfRow = (
  { registered_at: registeredAt }: Pick<ClientKeyRow, 'registered_at'>,
  document: string | null,
) => (document ? expiryOf(JSON.parse(document), Number(registeredAt)) : {});

export function toClientKey(
  row: ClientKeyRow,
  {
    registration_token_hash: ofGrant,
    document,
  }: Pick<GrantRow, 'registration_token_hash' | 'document'>,
): ClientKey {
  return {
    jwk: JSON.parse(row.jwk),
    notAfter: row.not_after === null ? null : Number(row.not_after),
    registrationTokenHash: row.registration_token_hash ?? ofGrant ?? '',
    ...expiryOfRow(row, document),
  };
}

export function toClientKeys(
  rows: ClientKeyRow[],
  grant: Pick<GrantRow, 'registration_token_hash' | 'document'>,
): ClientKey[] {
  return rows.map(row => toClientKey(row, grant));
}

/** The rows of a client's keys, as the transaction sees them. */
export async function readKeyRows(
  trx: Knex.Transaction,
  clientId: string,
): Promise<ClientKeyRow[]> {
  return trx<ClientKeyRow>(CLIENT_KEYS).where({ client_id: clientId });
}

/**
 * Ends keys and keeps that they were there. Rows are named by their primary key: MySQL locks index gaps even around
 * rows that are not there.
 */
export async function endKeys(
  trx: Knex.Transaction,
  keys: ClientKeyRow[],
  end: { at: number; by: PastClientKeyRow['ended_by'] },
): Promise<void> {
  if (keys.length === 0) {
    return;
  }
  const grant = await trx<GrantRow>(GRANTS)
    .where({ client_id: keys[0].client_id })
    .first('subscription_id', 'document');
  await trx(CLIENT_KEYS)
    .whereIn(
      'thumbprint',
      keys.map(({ thumbprint }) => thumbprint),
    )
    .delete();
  await trx<PastClientKeyRow>(PAST_CLIENT_KEYS).insert(
    keys.map(key => toPastKey(key, grant!, end)),
  );
}

/** A key whose overlap was over by then, or that was too old, had ended by itself. */
function toPastKey(
  key: ClientKeyRow,
  {
    subscription_id: subscriptionId,
    document,
  }: Pick<GrantRow, 'subscription_id' | 'document'>,
  { at, by }: { at: number; by: PastClientKeyRow['ended_by'] },
): PastClientKeyRow {
  const overlapEnd = Number(key.not_after ?? Infinity);
  const { expiresAt = Infinity } = expiryOfRow(key, document);
  const own = overlapEnd <= expiresAt ? 'replacement' : 'expiry';
  const end = Math.min(overlapEnd, expiresAt);
  const endedBy = end <= at ? own : by;
  return {
    id: randomUUID(),
    subscription_id: subscriptionId,
    thumbprint: key.thumbprint,
    registered_at: key.registered_at,
    registered_by: key.registered_by,
    replaced_at: key.replaced_at ?? (endedBy === 'replacement' ? at : null),
    ended_at: Math.min(at, end),
    ended_by: endedBy,
  };
}

/** Puts the keys in the place of those held; a key that stays keeps the instant at which it was registered. */
export async function writeKeys(
  trx: Knex.Transaction,
  held: ClientKeyRow[],
  change: {
    clientId: string;
    keys: ClientKey[];
    at: number;
    by: ClientKeyRow['registered_by'];
  },
): Promise<void> {
  const { clientId, keys, at, by } = change;
  const find = (kid: string) => held.find(row => row.thumbprint === kid);
  const stay = new Set(keys.map(({ jwk }) => jwk.kid));
  const ended = held.filter(row => !stay.has(row.thumbprint));
  await endKeys(trx, ended, { at, by: 'replacement' });
  for (const { jwk, notAfter, registrationTokenHash } of keys) {
    const known = find(jwk.kid);
    const columns = {
      jwk: JSON.stringify(jwk),
      not_after: notAfter,
      registration_token_hash: registrationTokenHash,
      replaced_at: notAfter === null ? null : known?.replaced_at ?? at,
    };
    await (known
      ? trx<ClientKeyRow>(CLIENT_KEYS)
          .where({ thumbprint: jwk.kid })
          .update(columns)
      : trx<ClientKeyRow>(CLIENT_KEYS).insert({
          ...columns,
          thumbprint: jwk.kid,
          client_id: clientId,
          registered_at: at,
          registered_by: by,
        }));
  }
}

import type { ClientKey } from '@oaf/access';
import type { Knex } from 'knex';
import { CLIENT_KEYS, type ClientKeyRow } from './rows';

export function toClientKey(row: ClientKeyRow): ClientKey {
  return {
    jwk: JSON.parse(row.jwk),
    notAfter: row.not_after === null ? null : Number(row.not_after),
  };
}

/** Rows are named by their primary key: MySQL locks index gaps even around rows that are not there. */
export async function deleteKeys(
  transaction: Knex.Transaction,
  thumbprints: string[],
): Promise<void> {
  await transaction(CLIENT_KEYS).whereIn('thumbprint', thumbprints).delete();
}

/** The rows of a client's keys, as the transaction sees them. */
export async function readKeyRows(
  transaction: Knex.Transaction,
  clientId: string,
): Promise<ClientKeyRow[]> {
  return transaction<ClientKeyRow>(CLIENT_KEYS).where({ client_id: clientId });
}

/** Puts the keys in the place of those held; a key that stays keeps the instant at which it was registered. */
export async function writeKeys(
  transaction: Knex.Transaction,
  held: ClientKeyRow[],
  { clientId, keys, at }: { clientId: string; keys: ClientKey[]; at: number },
): Promise<void> {
  const registeredAt = new Map(
    held.map(row => [row.thumbprint, row.registered_at]),
  );
  await deleteKeys(transaction, [...registeredAt.keys()]);
  await transaction(CLIENT_KEYS).insert(
    keys.map(({ jwk, notAfter }) => ({
      thumbprint: jwk.kid,
      client_id: clientId,
      jwk: JSON.stringify(jwk),
      registered_at: registeredAt.get(jwk.kid) ?? at,
      not_after: notAfter,
    })),
  );
}

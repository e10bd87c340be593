import type { Knex } from 'knex';
import { inChunks } from '../database/inChunks';

/** The counter that numbers changes of gateway APIs. */
const COUNTER = 'gateway-api-changes';

/** So many rows one statement names. */
const CHUNK = 200;

/**
 * Reserves numbers for changes and answers the first. The row lock of the counter is held until the transaction ends,
 * so numbers become visible in their order and a reader's cursor never skips one. Reserve late in a transaction.
 */
export async function reserveChangeNumbers(
  trx: Knex.Transaction,
  count: number,
): Promise<number> {
  await trx('counters').where({ name: COUNTER }).increment('value', count);
  return (await lastChangeNumber(trx)) - count + 1;
}

/** Number of the newest change; 0 when there is none. */
export async function lastChangeNumber(knex: Knex): Promise<number> {
  const { value } = await knex('counters')
    .where({ name: COUNTER })
    .first('value');
  return Number(value);
}

/** Marks the APIs that `which` selects as removed, each with a change number, and drops their definitions. */
export async function removeGatewayApis(
  trx: Knex.Transaction,
  which: (query: Knex.QueryBuilder) => void,
): Promise<number> {
  const query = trx('gateway_apis').whereNull('removed_at').orderBy('id');
  which(query);
  const ids: string[] = await query.pluck('id');
  for (const chunk of inChunks(ids, CHUNK)) {
    await removeChunk(trx, chunk);
  }
  return ids.length;
}

async function removeChunk(trx: Knex.Transaction, ids: string[]) {
  const first = await reserveChangeNumbers(trx, ids.length);
  const numbers = ids.map((_, index) => `when ? then ${first + index}`);
  await trx('gateway_apis')
    .whereIn('id', ids)
    .update({
      removed_at: Date.now(),
      change_number: trx.raw(`case id ${numbers.join(' ')} end`, ids),
    });
  await trx('gateway_api_definitions').whereIn('gateway_api_id', ids).delete();
}

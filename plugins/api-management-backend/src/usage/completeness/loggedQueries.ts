import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { inChunks } from '../../database/inChunks';
import { type LoggedCount, type LoggedPlace, placeId } from './LoggedCount';

/** Of an hour that was counted only; a log that has more than was counted lacks nothing. */
export const missing = (trx: Transaction) =>
  trx.raw(
    'case when counted - logged > tolerated then counted - logged else 0 end',
  );

/** Makes the places that are not known yet. */
export async function addPlaces(
  trx: Transaction,
  source: string,
  places: LoggedPlace[],
): Promise<void> {
  const unique = new Map(places.map(at => [placeId(source, at), at]));
  const rows = [...unique].map(([id, { accountId, region, apiId, stage }]) => ({
    id,
    source,
    account_id: accountId,
    region,
    api_id: apiId,
    stage,
  }));
  for (const chunk of inChunks(rows)) {
    await trx('usage_places').insert(chunk).onConflict('id').ignore();
  }
}

/** Replaces what the log has of these hours. */
export async function noteLogged(
  trx: Transaction,
  source: string,
  hours: number[],
  logged: LoggedCount[],
): Promise<void> {
  await addPlaces(trx, source, logged);
  const ofSource = () => trx('usage_places').where({ source }).select('id');
  for (const chunk of inChunks(hours)) {
    await trx('usage_completeness')
      .whereIn('hour', chunk)
      .whereIn('place_id', ofSource())
      .where('logged', '>', 0)
      .update({ logged: 0 });
  }
  const rows = logged
    .map(({ hour, calls, ...at }) => ({
      place_id: placeId(source, at),
      hour,
      logged: calls,
    }))
    .sort(byKey);
  for (const chunk of inChunks(rows)) {
    await trx('usage_completeness')
      .insert(chunk)
      .onConflict(['place_id', 'hour'])
      .merge(['logged']);
  }
  for (const chunk of inChunks(hours)) {
    await trx('usage_completeness')
      .whereIn('hour', chunk)
      .whereIn('place_id', ofSource())
      .update({ missing: missing(trx) });
  }
}

/** Whoever holds several rows holds them in the same order as others. */
export function byKey(
  one: { place_id: string; hour: number },
  other: { place_id: string; hour: number },
): number {
  return one.place_id === other.place_id
    ? one.hour - other.hour
    : Number(one.place_id > other.place_id) * 2 - 1;
}

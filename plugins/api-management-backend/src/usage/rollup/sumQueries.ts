import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { type Counted, isNothing, nothing, plus } from './Counted';
import { fromCounted, toCounted } from './countedRows';
import type { HourChange } from './hourQueries';
import { inChunks } from '../../database/inChunks';
import { sumsOf } from './periods';

type Sum = (typeof sumsOf)[number];

/** Keeps days and months in line with their hours. */
export async function addToSums(trx: Transaction, changes: HourChange[]) {
  const operations = new Set(await operationSeries(trx, changes));
  for (const sum of sumsOf) {
    const part = changes.filter(
      ({ seriesId }) => sum.hasOperations || !operations.has(seriesId),
    );
    await addTo(trx, sum, part);
  }
}

async function operationSeries(trx: Transaction, changes: HourChange[]) {
  const ids = [...new Set(changes.map(({ seriesId }) => seriesId))];
  const found: string[] = [];
  for (const chunk of inChunks(ids)) {
    found.push(
      ...(await trx('usage_series')
        .whereIn('id', chunk)
        .where({ level: 'operation' })
        .pluck('id')),
    );
  }
  return found;
}

async function addTo(trx: Transaction, sum: Sum, changes: HourChange[]) {
  const byPeriod = new Map<number, Map<string, Counted>>();
  for (const { seriesId, hour, delta } of changes) {
    const start = sum.startOf(hour);
    const deltas = byPeriod.get(start) ?? new Map<string, Counted>();
    byPeriod.set(start, deltas);
    deltas.set(seriesId, plus(deltas.get(seriesId) ?? nothing, delta));
  }
  for (const [start, deltas] of byPeriod) {
    for (const chunk of inChunks([...deltas])) {
      await addChunk(trx, { ...sum, start }, new Map(chunk));
    }
  }
}

async function addChunk(
  trx: Transaction,
  { table, column, start }: Sum & { start: number },
  deltas: Map<string, Counted>,
) {
  const own = () =>
    trx(table)
      .where(column, start)
      .whereIn('series_id', [...deltas.keys()]);
  const before = new Map<string, Counted>(
    (await own()).map((row: any) => [row.series_id, toCounted(row)]),
  );
  const sums = [...deltas].map(([seriesId, delta]) => ({
    seriesId,
    counted: plus(before.get(seriesId) ?? nothing, delta),
  }));
  const kept = sums.filter(({ counted }) => !isNothing(counted));
  const empty = sums.filter(({ counted }) => isNothing(counted));
  if (kept.length > 0) {
    await trx(table)
      .insert(
        kept.map(({ seriesId, counted }) => ({
          series_id: seriesId,
          [column]: start,
          ...fromCounted(counted),
        })),
      )
      .onConflict(['series_id', column])
      .merge();
  }
  if (empty.length > 0) {
    await own()
      .whereIn(
        'series_id',
        empty.map(({ seriesId }) => seriesId),
      )
      .delete();
  }
}

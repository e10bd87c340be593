import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { type Counted, isNothing, minus, nothing, sum } from './Counted';
import { fromCounted, toCounted } from './countedRows';
import { inChunks } from '../../database/inChunks';
import type { CountedUsage } from './RollupStore';
import { type Series, seriesOf } from './seriesOf';

type SeriesHour = { seriesId: string; hour: number };

type Hours = Map<string, SeriesHour & { counted: Counted }>;

/** By how much an hour of a series is other than it was. */
export type HourChange = SeriesHour & { delta: Counted };

const keyOf = (seriesId: string, hour: number) => `${seriesId} ${hour}`;

/** Replaces hours of a source; writes only what is other than it was, and answers that. */
export async function replaceHours(
  trx: Transaction,
  source: string,
  hours: number[],
  usage: CountedUsage[],
): Promise<HourChange[]> {
  const series = new Map<string, Series>();
  const now = sumSeries(usage, series);
  const before = await readHours(trx, source, hours);
  const changed = [...now.values()]
    .map(one => ({
      ...one,
      delta: minus(one.counted, countedIn(before, one.seriesId, one.hour)),
    }))
    .filter(({ delta }) => !isNothing(delta));
  const gone = [...before.values()]
    .filter(({ seriesId, hour }) => !now.has(keyOf(seriesId, hour)))
    .map(({ counted, ...one }) => ({ ...one, delta: minus(nothing, counted) }));
  await addSeries(
    trx,
    changed
      .filter(({ seriesId, hour }) => !before.has(keyOf(seriesId, hour)))
      .map(({ seriesId }) => series.get(seriesId)!),
  );
  for (const chunk of inChunks(changed)) {
    await trx('usage_hours')
      .insert(
        chunk.map(({ seriesId, hour, counted }) => ({
          series_id: seriesId,
          hour,
          source,
          ...fromCounted(counted),
        })),
      )
      .onConflict(['series_id', 'hour'])
      .merge();
  }
  for (const chunk of inChunks(gone)) {
    await trx('usage_hours')
      .whereIn(
        ['series_id', 'hour'],
        chunk.map(({ seriesId, hour }) => [seriesId, hour]),
      )
      .delete();
  }
  return [...changed, ...gone].map(({ seriesId, hour, delta }) => ({
    seriesId,
    hour,
    delta,
  }));
}

function countedIn(hours: Hours, seriesId: string, hour: number): Counted {
  return hours.get(keyOf(seriesId, hour))?.counted ?? nothing;
}

function sumSeries(usage: CountedUsage[], series: Map<string, Series>): Hours {
  const parts = new Map<string, SeriesHour & { counted: Counted[] }>();
  for (const { hour, meters, latency, ...key } of usage) {
    for (const one of seriesOf(key)) {
      const text = keyOf(one.id, hour);
      const known = parts.get(text);
      if (known) {
        known.counted.push({ meters, latency });
      } else {
        const counted = [{ meters, latency }];
        parts.set(text, { seriesId: one.id, hour, counted });
        series.set(one.id, one);
      }
    }
  }
  return new Map(
    [...parts].map(([text, one]) => [
      text,
      { ...one, counted: sum(one.counted) },
    ]),
  );
}

async function readHours(trx: Transaction, source: string, hours: number[]) {
  const rows = await trx('usage_hours')
    .where({ source })
    .whereIn('hour', hours);
  return new Map(
    rows.map(row => {
      const [seriesId, hour] = [row.series_id as string, Number(row.hour)];
      const counted = toCounted(row);
      return [keyOf(seriesId, hour), { seriesId, hour, counted }];
    }),
  );
}

async function addSeries(trx: Transaction, series: Series[]) {
  const unique = [...new Map(series.map(one => [one.id, one])).values()];
  for (const chunk of inChunks(unique)) {
    await trx('usage_series')
      .insert(
        chunk.map(one => ({
          id: one.id,
          level: one.level,
          source: one.source,
          subscription_id: one.subscriptionId,
          application_id: one.applicationId,
          product_id: one.productId,
          plan_id: one.planId,
          gateway_api_id: one.gatewayApiId,
          operation: one.operation,
          status_class: one.statusClass,
        })),
      )
      .onConflict('id')
      .ignore();
  }
}

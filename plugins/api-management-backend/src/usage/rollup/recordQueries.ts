import { randomUUID } from 'node:crypto';
import { addMeters, meterNames, type Meters } from '@oaf/contract';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { inChunks } from '../../database/inChunks';
import { fromMeters, metersOfRow } from '../meterQueries';
import { difference, nothing } from './Counted';
import type { CountedUsage } from './RollupStore';

/** What bills are made of: the calls of a subscription under a plan to an API in an hour. */
type UsageRecordRow = {
  source: string;
  subscription_id: string;
  gateway_api_id: string;
  plan_id: string;
  hour: number;
  application_id: string;
  product_id: string;
};

type Records = Map<string, { row: UsageRecordRow; meters: Meters }>;

const KEY = [
  'subscription_id',
  'hour',
  'gateway_api_id',
  'plan_id',
  'source',
] as const;

const keyOf = (row: UsageRecordRow) =>
  JSON.stringify(KEY.map(column => row[column]));

/**
 * Replaces the usage records of hours.
 *
 * @param options - `isClosed`: whether what changes in an hour is a correction
 */
export async function replaceRecords(
  trx: Transaction,
  source: string,
  hours: number[],
  usage: CountedUsage[],
  options: { isClosed: (hour: number) => boolean; now: number },
): Promise<void> {
  const before = await readRecords(trx, source, hours);
  const now = sumRecords(usage);
  const changes = [...new Map([...before, ...now])].flatMap(
    ([key, { row }]) => {
      const meters = now.get(key)?.meters ?? nothing.meters;
      const delta = difference(
        meters,
        before.get(key)?.meters ?? nothing.meters,
      );
      return meterNames.some(meter => delta[meter] !== 0)
        ? [{ row, meters, delta, isGone: !now.has(key) }]
        : [];
    },
  );
  for (const chunk of inChunks(changes.filter(({ isGone }) => !isGone))) {
    await trx('usage_records')
      .insert(
        chunk.map(({ row, meters }) => ({ ...row, ...fromMeters(meters) })),
      )
      .onConflict([...KEY])
      .merge();
  }
  for (const chunk of inChunks(changes.filter(({ isGone }) => isGone))) {
    await trx('usage_records')
      .whereIn(
        [...KEY],
        chunk.map(({ row }) => KEY.map(column => row[column])),
      )
      .delete();
  }
  const corrections = changes
    .filter(({ row }) => options.isClosed(row.hour))
    .map(({ row, delta }) => ({
      id: randomUUID(),
      ...row,
      ...fromMeters(delta),
      corrected_at: options.now,
    }));
  for (const chunk of inChunks(corrections)) {
    await trx('usage_corrections').insert(chunk);
  }
}

function sumRecords(usage: CountedUsage[]): Records {
  const sums: Records = new Map();
  for (const { meters, ...key } of usage) {
    const row = {
      source: key.source,
      subscription_id: key.subscriptionId,
      gateway_api_id: key.gatewayApiId,
      plan_id: key.planId,
      hour: key.hour,
      application_id: key.applicationId,
      product_id: key.productId,
    };
    const known = sums.get(keyOf(row))?.meters ?? nothing.meters;
    sums.set(keyOf(row), { row, meters: addMeters([known, meters]) });
  }
  return sums;
}

async function readRecords(
  trx: Transaction,
  source: string,
  hours: number[],
): Promise<Records> {
  const rows = await trx('usage_records')
    .where({ source })
    .whereIn('hour', hours);
  return new Map(
    rows.map(found => {
      const row = {
        source,
        subscription_id: found.subscription_id,
        gateway_api_id: found.gateway_api_id,
        plan_id: found.plan_id,
        hour: Number(found.hour),
        application_id: found.application_id,
        product_id: found.product_id,
      };
      return [keyOf(row), { row, meters: metersOfRow(found) }];
    }),
  );
}

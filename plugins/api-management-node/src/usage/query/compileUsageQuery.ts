import {
  BUCKETS_PER_E,
  eachMeter,
  meterColumns,
  METERS_SQL,
  mergeSketches,
  meterNames,
  type MeterName,
} from '@oaf/contract';
import type { UsageRecord } from '../UsageEngine';
import type { UsageRoute } from '../UsageRoute';
import { compileRoutes, type RouteMeaning } from './compileRoutes';
import { measured, STATUS_CLASS } from './measured';
import type { SqlDialect } from './SqlDialect';

const HOUR_MS = 3_600_000;

/** Where a call arrived. Routes say it of most; counting takes longest for groups of long texts. */
const PLACE = ['account_id', 'region', 'api_id', 'stage'];

const ELSEWHERE = PLACE.map(
  column => `case when route = 0 then ${column} end as unrouted_${column}`,
).join(', ');

const GROUP = [
  'subscription_id',
  'plan_id',
  ...PLACE.map(column => `unrouted_${column}`),
  'usage_hour',
  'route',
  'status_class',
].join(', ');

/** As `latencyBucket` of the contract has it. With an exponent the factor is floating point everywhere. */
const BUCKET = `case when response_latency <= 1 then 0 else ceil(ln(response_latency) * ${BUCKETS_PER_E.toExponential()}) end`;

const sumMeters = (terms: Record<MeterName, string>) =>
  meterNames
    .map(meter => `sum(${terms[meter]}) as ${meterColumns[meter]}`)
    .join(', ');

/** A row as an engine answers it; numbers may be text. @public */
export type UsageRow = { [column: string]: any };

/** @public */
export type UsageQuery = {
  sql: string;
  toRecord(row: UsageRow): UsageRecord;
};

/**
 * The one query that counts. It counts by bucket first, so that a sketch is made of as few rows as it has buckets.
 *
 * @param options - `log`: what stands behind FROM, the records of whole hours, each once, with the contract's columns in
 * snake case
 *
 * @public
 */
export function compileUsageQuery(
  dialect: SqlDialect,
  { log, routes }: { log: string; routes: UsageRoute[] },
): UsageQuery {
  const { sql: route, meanings } = compileRoutes(dialect, routes);
  const sql = `select ${GROUP}, ${sumMeters(meterColumns)}, ${dialect.toObject(
    'bucket',
    meterColumns.calls,
  )} as latency
from (
  select ${GROUP}, bucket, ${sumMeters(METERS_SQL)}
  from (
    select routed.*, ${ELSEWHERE}
    from (
      select measured.*, request_time - request_time % ${HOUR_MS} as usage_hour, ${route} as route, ${STATUS_CLASS} as status_class, ${BUCKET} as bucket
      from ${measured(log)}
    ) routed
  ) placed
  group by ${GROUP}, bucket
) bucketed
group by ${GROUP}`;
  return { sql, toRecord: row => toRecord(row, meanings) };
}

function toRecord(row: UsageRow, meanings: RouteMeaning[]): UsageRecord {
  return {
    subscriptionId: row.subscription_id,
    planId: row.plan_id,
    accountId: row.unrouted_account_id,
    region: row.unrouted_region,
    apiId: row.unrouted_api_id,
    stage: row.unrouted_stage,
    ...meanings[Number(row.route)],
    statusClass: Number(row.status_class),
    hour: Number(row.usage_hour),
    meters: eachMeter(meter => Number(row[meterColumns[meter]])),
    latency: mergeSketches([readPairs(row.latency)]),
  };
}

/** Engines write objects or lists; some a number with decimals or an exponent, which merging reads as a number. */
function readPairs(text: string): Record<string, number> {
  const pairs = text.matchAll(/(\d[\d.eE+]*)["']?\s*:\s*(\d[\d.eE+]*)/g);
  return Object.fromEntries(
    [...pairs].map(([, key, value]) => [key, Number(value)]),
  );
}

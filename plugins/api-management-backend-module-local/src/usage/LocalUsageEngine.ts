import { InputError } from '@backstage/errors';
import type {
  UsageEngine,
  UsageRecord,
} from '@oaf/backstage-plugin-api-management-node';
import { BILLABLE_SQL, eachMeter, type MeterName } from '@oaf/contract';
import type { Knex } from 'knex';
import { ACCESS_LOG } from './accessLogRows';
import {
  INGESTION_OVERLAP_MS,
  type DatabaseAccessLog,
} from './DatabaseAccessLog';

const GROUP = [
  'subscription_id',
  'plan_id',
  'account_id',
  'region',
  'api_id',
  'stage',
] as const;

const THROTTLED = "coalesce(error, '') in ('throttled', 'quota_exceeded')";

const countOf = (condition: string) =>
  `case when ${condition} then 1 else 0 end`;

/** What a row adds to each meter, as `meters` of the contract has it; the contract suite compares the two. */
const METERS: Record<MeterName, string> = {
  calls: '1',
  billableCalls: countOf(BILLABLE_SQL),
  clientErrors: countOf(`status >= 400 and status < 500 and not ${THROTTLED}`),
  serverErrors: countOf(`status >= 500 and not ${THROTTLED}`),
  throttledCalls: countOf(THROTTLED),
  responseBytes: 'response_length',
  latencySum: 'response_latency',
};

function readCursor(cursor = '0'): number {
  if (!/^\d{1,16}$/.test(cursor)) {
    throw new InputError(`Invalid usage cursor ${JSON.stringify(cursor)}`);
  }
  return Number(cursor);
}

function toUsageRecord(row: any, hour: number): UsageRecord {
  return {
    subscriptionId: row.subscription_id,
    planId: row.plan_id,
    accountId: row.account_id,
    region: row.region,
    apiId: row.api_id,
    stage: row.stage,
    hour,
    meters: eachMeter(meter => Number(row[meter])),
  };
}

/**
 * Counts the embedded gateway's access log with SQL. The cursor is a time of ingestion (epoch milliseconds) that lies
 * some seconds back, so an hour may be named twice but never missed; counting it again gives the same numbers.
 */
export class LocalUsageEngine implements UsageEngine {
  readonly #knex: Knex;
  readonly #accessLog: Pick<DatabaseAccessLog, 'completeUntil'>;

  constructor(knex: Knex, accessLog: Pick<DatabaseAccessLog, 'completeUntil'>) {
    this.#knex = knex;
    this.#accessLog = accessLog;
  }

  async changedHours(options: { cursor?: string; signal: AbortSignal }) {
    options.signal.throwIfAborted();
    const since = readCursor(options.cursor);
    const next = Date.now() - INGESTION_OVERLAP_MS;
    const loggedUntil = this.#accessLog.completeUntil(next);
    const hours = await this.#knex(ACCESS_LOG)
      .where('ingested_at', '>=', since)
      .distinct('hour')
      .orderBy('hour')
      .pluck('hour');
    return {
      hours: hours.map(Number),
      cursor: String(Math.max(since, next)),
      loggedUntil,
    };
  }

  async aggregateHour(
    hour: number,
    options: { signal: AbortSignal },
  ): Promise<UsageRecord[]> {
    options.signal.throwIfAborted();
    const query = this.#knex(ACCESS_LOG)
      .where({ hour })
      .whereNotNull('subscription_id')
      .whereNotNull('api_id')
      .groupBy(...GROUP)
      .orderBy([...GROUP])
      .select(...GROUP);
    for (const [meter, sql] of Object.entries(METERS)) {
      query.select(this.#knex.raw(`sum(${sql}) as ??`, [meter]));
    }
    return (await query).map(row => toUsageRecord(row, hour));
  }
}

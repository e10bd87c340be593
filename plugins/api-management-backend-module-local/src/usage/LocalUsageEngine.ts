import { NotImplementedError } from '@backstage/errors';
import {
  readTimeCursor,
  type CallPage,
  type CallQuery,
  type UsageEngine,
  type UsageRecord,
  type UsageRoute,
} from '@oaf/backstage-plugin-api-management-node';
import {
  compileCallsQuery,
  compileUsageQuery,
  mysqlDialect,
  postgresDialect,
  sqliteDialect,
  toCallPage,
  type SqlDialect,
  type UsageRow,
} from '@oaf/backstage-plugin-api-management-node/usageQuery';
import type { Knex } from 'knex';
import { unlessAborted } from '../driver/unlessAborted';
import { ACCESS_LOG } from './accessLogRows';
import {
  INGESTION_OVERLAP_MS,
  type DatabaseAccessLog,
} from './DatabaseAccessLog';

/** By what knex calls them. */
const dialects: Record<string, SqlDialect> = {
  sqlite3: sqliteDialect,
  mysql: mysqlDialect,
  postgresql: postgresDialect,
};

function dialectOf({ client }: Knex): SqlDialect {
  const dialect = dialects[client.dialect];
  if (!dialect) {
    throw new NotImplementedError(
      `The access log cannot be counted in a database of ${client.dialect}`,
    );
  }
  return dialect;
}

/** For PostgreSQL, and for no other, knex takes a question mark of a text for the place of a value. */
const asRaw = (sql: string, dialect: SqlDialect) =>
  dialect === postgresDialect ? sql.replaceAll('?', '\\?') : sql;

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
    const since = readTimeCursor(options.cursor);
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

  async aggregateHours(
    hours: number[],
    options: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<UsageRecord[]> {
    options.signal.throwIfAborted();
    const dialect = dialectOf(this.#knex);
    const { sql, toRecord } = compileUsageQuery(dialect, {
      log: `(${this.#knex(ACCESS_LOG).whereIn('hour', hours)})`,
      routes: options.routes,
    });
    const rows = await this.#select(sql, dialect);
    return rows.map(toRecord);
  }

  async findCalls(
    query: CallQuery,
    { routes, signal }: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<CallPage> {
    signal.throwIfAborted();
    const dialect = dialectOf(this.#knex);
    const { sql, toCall } = compileCallsQuery(dialect, {
      log: ACCESS_LOG,
      routes,
      query,
    });
    const rows = await unlessAborted(this.#select(sql, dialect), signal);
    return toCallPage(rows.map(toCall), query.limit);
  }

  /** In no order. */
  async #select(sql: string, dialect: SqlDialect): Promise<UsageRow[]> {
    return this.#knex
      .from(this.#knex.raw(`(${asRaw(sql, dialect)}) found`))
      .select<UsageRow[]>();
  }
}

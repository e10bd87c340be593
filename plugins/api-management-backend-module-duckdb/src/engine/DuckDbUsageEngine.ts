import type {
  CallPage,
  CallQuery,
  ChangedHours,
  LoggedCall,
  UsageEngine,
  UsageRecord,
  UsageRoute,
} from '@oaf/backstage-plugin-api-management-node';
import {
  compileCallsQuery,
  compileUsageQuery,
  duckdbDialect,
  requireCallBounds,
  toCallPage,
} from '@oaf/backstage-plugin-api-management-node/usageQuery';
import { backwards, hoursBetween } from './backwards';
import type { DuckDbLog } from './DuckDbLog';

/**
 * Epoch milliseconds: of calls that arrived before the log is complete.
 *
 * @param visibleUntil - what was written before is visible
 *
 * @public
 */
export type CompleteUntil = (visibleUntil: number) => number;

/** Counts access logs in files with DuckDB. */
export class DuckDbUsageEngine implements UsageEngine {
  readonly #log: DuckDbLog;
  readonly #completeUntil: CompleteUntil;

  constructor(log: DuckDbLog, completeUntil: CompleteUntil) {
    this.#log = log;
    this.#completeUntil = completeUntil;
  }

  async changedHours(options: {
    cursor?: string;
    signal: AbortSignal;
  }): Promise<ChangedHours> {
    const before = this.#completeUntil(Date.now());
    const { visibleUntil, ...changed } = await this.#log.changes(
      options.cursor,
      options.signal,
    );
    return { ...changed, loggedUntil: Math.min(before, visibleUntil) };
  }

  async aggregateHours(
    hours: number[],
    { routes, signal }: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<UsageRecord[]> {
    const log = await this.#log.recordsOf(hours, signal);
    if (!log) {
      return [];
    }
    const { sql, toRecord } = compileUsageQuery(duckdbDialect, { log, routes });
    const rows = await this.#log.query(sql, signal);
    return rows.map(toRecord);
  }

  /** Recent calls are looked up most often, so older files are read only when these are too few. */
  async findCalls(
    query: CallQuery,
    options: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<CallPage> {
    options.signal.throwIfAborted();
    requireCallBounds(query);
    const found: LoggedCall[] = [];
    for (const range of backwards(query)) {
      const limit = query.limit - found.length;
      if (limit >= 0) {
        found.push(
          ...(await this.#findIn({ ...query, ...range, limit }, options)),
        );
      }
    }
    return toCallPage(found, query.limit);
  }

  async #findIn(
    query: CallQuery,
    { routes, signal }: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<LoggedCall[]> {
    const log = await this.#log.recordsOf(hoursBetween(query), signal);
    if (!log) {
      return [];
    }
    const { sql, toCall } = compileCallsQuery(duckdbDialect, {
      log,
      routes,
      query,
    });
    const rows = await this.#log.query(sql, signal);
    return rows.map(toCall);
  }
}

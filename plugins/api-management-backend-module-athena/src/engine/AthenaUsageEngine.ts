import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  readTimeCursor,
  type ChangedHours,
  type UsageEngine,
  type UsageRecord,
  type UsageRoute,
} from '@oaf/backstage-plugin-api-management-node';
import type { AthenaQueries, AthenaRow } from './AthenaQueries';
import { Delivered } from './Delivered';
import {
  apisOf,
  inspectionOf,
  recordsOf,
  type LoggedApi,
  type LogTable,
} from './logSql';
import { oneQuery, severalQueries } from './usageQueries';

export type AthenaUsageOptions = {
  queries: Pick<AthenaQueries, 'run'>;
  table: LogTable;
  logger: LoggerService;
  /** Milliseconds between two looks at what was delivered, each of which costs. */
  interval: number;
  /** Milliseconds until all is there that was logged. */
  settles: number;
};

const DAY_MS = 86_400_000;

type Count = {
  key: string;
  hour: number | null;
  problem: string | null;
  lines: number;
};

const toCount = ({ day, hour, problem, line_count }: AthenaRow): Count => ({
  key: JSON.stringify([day, hour, problem]),
  hour: hour === null ? null : Number(hour),
  problem,
  lines: Number(line_count),
});

const toApi = (row: AthenaRow): LoggedApi => ({
  accountId: row.account_id!,
  region: row.region!,
  apiId: row.api_id!,
  stage: row.stage!,
});

/**
 * Counts access logs with Athena. The cursor is a time of delivery (epoch milliseconds): what was delivered on its day or
 * later is looked at, and only hours whose lines became more are named.
 */
export class AthenaUsageEngine implements UsageEngine {
  readonly #options: AthenaUsageOptions;
  #delivered = new Delivered();

  constructor(options: AthenaUsageOptions) {
    this.#options = options;
  }

  async changedHours({
    cursor,
    signal,
  }: {
    cursor?: string;
    signal: AbortSignal;
  }): Promise<ChangedHours> {
    signal.throwIfAborted();
    const now = Date.now();
    const since = Math.min(readTimeCursor(cursor), now);
    const told = this.#delivered.for(cursor);
    if (now - told.at < this.#options.interval) {
      const { loggedUntil } = told;
      return { hours: [], cursor: told.cursor, loggedUntil, quarantined: 0 };
    }
    return this.#look(since, now, told, signal);
  }

  async aggregateHours(
    hours: number[],
    { routes, signal }: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<UsageRecord[]> {
    signal.throwIfAborted();
    if (hours.length === 0) {
      return [];
    }
    const records: UsageRecord[] = [];
    for (const query of await this.#compile(hours, routes, signal)) {
      const rows = await this.#options.queries.run(query.sql, signal);
      for (const row of rows) {
        records.push(query.toRecord(row));
      }
    }
    return records;
  }

  async #look(
    since: number,
    now: number,
    told: Delivered,
    signal: AbortSignal,
  ): Promise<ChangedHours> {
    const { queries, table, settles } = this.#options;
    // At midnight a delivery may still be on its way into the folder of the day before.
    const days = { first: Math.max(0, since - settles), last: now + DAY_MS };
    const rows = await queries.run(inspectionOf(table, days), signal);
    const counts = rows.map(toCount);
    const grown = counts.filter(
      ({ key, lines }) => told.growth(key, lines) > 0,
    );
    const quarantined = this.#tell(grown, told);
    const next = { cursor: String(now), loggedUntil: now - settles, at: now };
    this.#delivered = new Delivered(
      next,
      new Map(counts.map(({ key, lines }) => [key, lines])),
    );
    const hours = grown.flatMap(({ hour }) => (hour === null ? [] : [hour]));
    return {
      hours: [...new Set(hours)].sort((a, b) => a - b),
      cursor: next.cursor,
      loggedUntil: next.loggedUntil,
      quarantined,
    };
  }

  /** Answers how many lines came that are no records. */
  #tell(grown: Count[], told: Delivered): number {
    const wrong = grown.filter(({ problem }) => problem !== null);
    const lines = wrong.map(each => told.growth(each.key, each.lines));
    const quarantined = lines.reduce((sum, each) => sum + each, 0);
    if (quarantined > 0) {
      this.#options.logger.error(
        `Lines of the access log's table ${
          this.#options.table.table
        } that are no records: ${quarantined} (${wrong
          .map(({ problem }, at) => `${problem}: ${lines[at]}`)
          .join(', ')}). They are not counted, and may be calls to be billed`,
      );
    }
    return quarantined;
  }

  async #compile(hours: number[], routes: UsageRoute[], signal: AbortSignal) {
    const { table, queries, logger } = this.#options;
    const until = Date.now() + DAY_MS;
    const records = (apis?: LoggedApi[]) =>
      recordsOf(table, { hours, until, apis });
    const query = oneQuery(records, routes);
    if (query) {
      return [query];
    }
    const found = await queries.run(apisOf(table, { hours, until }), signal);
    return severalQueries(
      records,
      { apis: found.map(toApi), routes },
      ({ apiId }) =>
        logger.warn(
          `API ${apiId} has more operations than a query of Athena can tell apart: its calls are counted without`,
        ),
    );
  }
}

import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  GatewayCount,
  GatewayCounters,
  GatewayCounts,
} from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { Flush } from '../database/Flush';
import { inBatches } from '../database/inBatches';
import { EMBEDDED_STAGE } from '../driver/embeddedAccount';
import { HOUR_MS, hourOf } from './accessLogRows';

const CALL_COUNTS = 'local_gateway_call_counts';
const FLUSH_INTERVAL_MS = 1000;

/** The row that says since when calls are counted. */
const OF_NO_API = { api_id: '' };

type Count = { id: string; api_id: string; hour: number; calls: number };

const newCount = (api_id: string, hour: number): Count => ({
  id: randomUUID(),
  api_id,
  hour,
  calls: 0,
});

/**
 * Counts the gateway's calls by API and hour of arrival, apart from what writes the log, so that both can be compared. Counts
 * gather in memory and are stored every second while there are calls, in rows that are a process's own, so that none waits for
 * another. A process that is killed takes its last second with it: then the log has more, and nothing seems missing.
 */
export class DatabaseCallCounts implements GatewayCounters {
  readonly settlesWithin = 60_000;
  readonly tolerance = 0;
  readonly #knex: Knex;
  readonly #flush: Flush;
  readonly #counts = new Map<string, Count>();
  #changed = new Set<Count>();

  constructor(knex: Knex, logger: LoggerService) {
    this.#knex = knex;
    this.#flush = new Flush({
      store: () => this.#store(),
      intervalMs: FLUSH_INTERVAL_MS,
      onFailure: error =>
        logger.error(
          `The gateway's own counts of calls were not stored and are tried again: ${error}`,
        ),
    });
  }

  /** Notes since when calls are counted, the first time. */
  async begin(): Promise<void> {
    if ((await this.#since()) === undefined) {
      const hour = hourOf(Date.now());
      await this.#knex(CALL_COUNTS).insert(newCount(OF_NO_API.api_id, hour));
    }
  }

  /** @param requestTime - epoch milliseconds */
  add(apiId: string, requestTime: number): void {
    const hour = hourOf(requestTime);
    const key = `${hour} ${apiId}`;
    const count = this.#counts.get(key) ?? newCount(apiId, hour);
    count.calls += 1;
    this.#counts.set(key, count);
    this.#changed.add(count);
    this.#flush.soon();
  }

  /** Resolves when all that was counted is stored. */
  flush(): Promise<void> {
    return this.#flush.now();
  }

  async count(
    _at: unknown,
    { from, to }: Pick<Parameters<GatewayCounters['count']>[1], 'from' | 'to'>,
  ): Promise<GatewayCounts> {
    const rows: Count[] = await this.#knex(CALL_COUNTS)
      .where('hour', '>=', from)
      .where('hour', '<', to)
      .whereNot(OF_NO_API)
      .groupBy('api_id', 'hour')
      .select('api_id', 'hour')
      .sum({ calls: 'calls' });
    const since = await this.#since();
    return {
      counts: rows.map(
        (row): GatewayCount => ({
          apiId: row.api_id,
          stage: EMBEDDED_STAGE,
          hour: Number(row.hour),
          calls: Number(row.calls),
        }),
      ),
      knownFrom: since === undefined ? to : since + HOUR_MS,
      unknown: [],
    };
  }

  async purge(before: number): Promise<void> {
    await this.#knex(CALL_COUNTS)
      .whereNot(OF_NO_API)
      .where('hour', '<', hourOf(before))
      .delete();
  }

  /** Start of the hour, of which a part was counted. */
  async #since(): Promise<number | undefined> {
    const [{ hour }] = await this.#knex(CALL_COUNTS)
      .where(OF_NO_API)
      .min({ hour: 'hour' });
    return hour === null ? undefined : Number(hour);
  }

  async #store(): Promise<void> {
    const changed = this.#changed;
    this.#changed = new Set();
    try {
      for (const batch of inBatches([...changed])) {
        await this.#knex(CALL_COUNTS)
          .insert(batch.map(count => ({ ...count })))
          .onConflict('id')
          .merge(['calls']);
      }
    } catch (error) {
      changed.forEach(count => this.#changed.add(count));
      throw error;
    }
    this.#forgetOld();
  }

  /** A call that ends later yet begins a row of its own. */
  #forgetOld() {
    const oldest = hourOf(Date.now()) - HOUR_MS;
    for (const [key, count] of this.#counts) {
      if (count.hour < oldest && !this.#changed.has(count)) {
        this.#counts.delete(key);
      }
    }
  }
}

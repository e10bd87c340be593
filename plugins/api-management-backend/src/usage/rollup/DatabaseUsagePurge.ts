import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { startOf } from '../intervals';
import { startOfMonth } from './periods';

const HOUR_MS = 3_600_000;

/** An hour of which the log has forgotten the beginning is not kept whole. */
const nextHour = (time: number) => startOf('hour', time + HOUR_MS - 1);

type Purged = { table: string; column: string; before: number };

/** Forgets usage that is older than it is kept, a period at a time, so that nobody waits for long. */
export class DatabaseUsagePurge {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @param before - epoch milliseconds; may be cut off anywhere and run again */
  async run(
    before: { log: number; hours: number; days: number },
    signal: AbortSignal,
  ): Promise<void> {
    const hours = startOf('hour', before.hours);
    const days = startOf('day', before.days);
    const keptFrom = Math.max(hours, nextHour(before.log));
    await this.#keepFrom(keptFrom);
    const tables: Purged[] = [
      { table: 'usage_pending_hours', column: 'hour', before: keptFrom },
      { table: 'usage_hours', column: 'hour', before: hours },
      { table: 'usage_completeness', column: 'hour', before: hours },
      { table: 'usage_records', column: 'hour', before: days },
      { table: 'usage_corrections', column: 'hour', before: days },
      { table: 'usage_days', column: 'day', before: days },
      { table: 'usage_months', column: 'month', before: startOfMonth(days) },
    ];
    for (const purged of tables) {
      await this.#purge(purged, signal);
    }
    await this.#purgeSeries();
  }

  /**
   * What is forgotten cannot be counted anew, as nobody would know what to take off the sums of its day; nor can an hour of
   * which the log has forgotten a part.
   */
  async #keepFrom(hour: number): Promise<void> {
    await this.#knex('usage_rollups')
      .where('kept_from', '<', hour)
      .update({ kept_from: hour, version: this.#knex.raw('version + 1') });
  }

  async #purge({ table, column, before }: Purged, signal: AbortSignal) {
    for (;;) {
      signal.throwIfAborted();
      const [{ oldest }] = await this.#knex(table).min({ oldest: column });
      if (oldest === null || Number(oldest) >= before) {
        return;
      }
      await this.#knex(table).where(column, oldest).delete();
    }
  }

  /** Whoever counts meanwhile may have begun to add to one that is empty, so nobody does. */
  async #purgeSeries(): Promise<void> {
    await transaction(this.#knex, async trx => {
      await trx('usage_rollups').update({ version: trx.raw('version + 1') });
      const series = trx('usage_series');
      for (const table of ['usage_hours', 'usage_days', 'usage_months']) {
        series.whereNotExists(rows =>
          rows
            .select(trx.raw('1'))
            .from(table)
            .whereRaw('??.series_id = usage_series.id', [table]),
        );
      }
      await series.delete();
    });
  }
}

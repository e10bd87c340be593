import { calendarMonthOf } from '@oaf/rating';
import type { Knex } from 'knex';

const BATCH = 400;

/** Forgets bills that are older than they are kept. That their months were closed stays known, so none is made anew. */
export class DatabaseBillPurge {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @param before - epoch milliseconds; bills of the month that holds it are kept */
  async run(before: number, signal: AbortSignal): Promise<void> {
    const period = calendarMonthOf(before);
    for (;;) {
      signal.throwIfAborted();
      const ids = await this.#knex('bills')
        .where('period', '<', period)
        .limit(BATCH)
        .pluck('id');
      if (ids.length === 0) {
        return;
      }
      await this.#knex('bills').whereIn('id', ids).delete();
    }
  }
}

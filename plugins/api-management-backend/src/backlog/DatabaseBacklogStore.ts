import type { Knex } from 'knex';
import type { BacklogStore } from './BacklogStore';

export class DatabaseBacklogStore implements BacklogStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async countWaitingApprovals(): Promise<number> {
    return count(this.#knex('subscriptions').where({ state: 'requested' }));
  }

  async countProvisioning(): Promise<{ waiting: number; failing: number }> {
    const waiting = this.#knex('grants').whereRaw(
      'desired_revision > applied_revision',
    );
    return {
      waiting: await count(waiting.clone()),
      failing: await count(waiting.clone().where('attempts', '>', 0)),
    };
  }

  async readCountedUntil(): Promise<Map<string, number>> {
    const rows = await this.#knex('usage_cursors').select();
    return new Map(
      rows.map(({ source, logged_until: until }) => [source, Number(until)]),
    );
  }
}

async function count(rows: Knex.QueryBuilder): Promise<number> {
  const [{ total }] = await rows.count({ total: '*' });
  return Number(total);
}

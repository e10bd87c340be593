import type { Knex } from 'knex';
import type { VerificationQueue } from './VerificationQueue';

/** Others take from the front too; so many chances to get one. */
const CANDIDATES = 16;

export class DatabaseVerificationQueue implements VerificationQueue {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async requestBatch(batchId: string): Promise<void> {
    await this.#knex('account_links')
      .where({ batch_id: batchId, state: 'pending' })
      .whereNull('verify_requested_at')
      .update({ verify_requested_at: Date.now() });
  }

  async requestAll(spreadMs: number): Promise<void> {
    const inUse = (query: Knex.QueryBuilder) =>
      query
        .whereIn('state', ['verified', 'degraded'])
        .whereNotNull('role_arn')
        .whereNull('verify_requested_at');
    const ids: string[] = await inUse(this.#knex('account_links')).pluck('id');
    for (const id of ids) {
      await inUse(this.#knex('account_links').where({ id })).update({
        verify_requested_at: Date.now() + Math.floor(Math.random() * spreadMs),
      });
    }
  }

  async lease(options: {
    holder: string;
    leaseMs: number;
  }): Promise<string | undefined> {
    const now = Date.now();
    const due = (query: Knex.QueryBuilder) =>
      query
        .where('verify_requested_at', '<=', now)
        .where('verify_leased_until', '<=', now);
    const candidates: string[] = await due(this.#knex('account_links'))
      .orderBy('verify_requested_at')
      .orderBy('id')
      .limit(CANDIDATES)
      .pluck('id');
    for (const id of candidates) {
      const taken = await due(this.#knex('account_links').where({ id })).update(
        {
          verify_leased_until: now + options.leaseMs,
          verify_leased_by: options.holder,
        },
      );
      if (taken > 0) {
        return id;
      }
    }
    return undefined;
  }

  async complete(holder: string, accountLinkId: string): Promise<void> {
    await this.#end(holder, accountLinkId, { verify_requested_at: null });
  }

  async release(holder: string, accountLinkId: string): Promise<void> {
    await this.#end(holder, accountLinkId, {});
  }

  async #end(holder: string, accountLinkId: string, columns: object) {
    await this.#knex('account_links')
      .where({ id: accountLinkId, verify_leased_by: holder })
      .update({ ...columns, verify_leased_until: 0, verify_leased_by: null });
  }
}

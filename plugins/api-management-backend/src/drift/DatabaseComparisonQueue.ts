import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { toTime } from '../database/time';
import { LeaseLostError } from '../leases/LeaseLostError';
import type {
  ComparisonQueue,
  DueComparison,
  StoredComparison,
} from './ComparisonQueue';

/** Others take from the front too; so many chances to get one. */
const CANDIDATES = 8;

export class DatabaseComparisonQueue implements ComparisonQueue {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(gatewayIds: string[]): Promise<StoredComparison[]> {
    const rows = await this.#knex('drift_comparisons').whereIn(
      'gateway_id',
      gatewayIds,
    );
    return rows.map((row: any) => ({
      gatewayId: row.gateway_id,
      dueAt: toTime(row.due_at),
      isRunning: Number(row.leased_until) > Date.now(),
      startedAt: toTime(row.started_at),
      finishedAt: toTime(row.finished_at),
      failure: row.failure,
    }));
  }

  async request(gatewayId: string): Promise<void> {
    await this.#knex('drift_comparisons')
      .insert({ gateway_id: gatewayId })
      .onConflict('gateway_id')
      .ignore();
    await this.#knex('drift_comparisons')
      .where({ gateway_id: gatewayId })
      .update({ due_at: Date.now(), failure: null })
      .increment('requests', 1);
  }

  async lease(leaseMs: number): Promise<DueComparison | undefined> {
    const now = Date.now();
    const due = (query: Knex.QueryBuilder) =>
      query.where('due_at', '<=', now).where('leased_until', '<=', now);
    const candidates = await due(this.#knex('drift_comparisons'))
      .orderBy('due_at')
      .orderBy('gateway_id')
      .limit(CANDIDATES);
    for (const {
      gateway_id: gatewayId,
      fence: former,
      requests,
    } of candidates) {
      const fence = former + 1;
      const taken = await due(this.#knex('drift_comparisons'))
        .where({ gateway_id: gatewayId, fence: former })
        .update({ fence, leased_until: now + leaseMs, started_at: now });
      if (taken > 0) {
        return { gatewayId, fence, requests };
      }
    }
    return undefined;
  }

  async renew(comparison: DueComparison, leaseMs: number): Promise<boolean> {
    const renewed = await this.#own(comparison).update({
      leased_until: Date.now() + leaseMs,
    });
    return renewed > 0;
  }

  async release(comparison: DueComparison): Promise<void> {
    await this.#own(comparison).update({ leased_until: 0 });
  }

  async succeed(
    comparison: DueComparison,
    record: (trx: Transaction) => Promise<void>,
  ): Promise<void> {
    await transaction(this.#knex, async trx => {
      const ended = await this.#own(comparison, trx).update({
        finished_at: Date.now(),
        failure: null,
        leased_until: 0,
      });
      if (ended === 0) {
        throw new LeaseLostError(
          `Somebody else compares the gateway ${comparison.gatewayId} by now`,
        );
      }
      await this.#rest(comparison, trx, null);
      await record(trx);
    });
  }

  async fail(
    comparison: DueComparison,
    failure: string,
    retryMs?: number,
  ): Promise<void> {
    await transaction(this.#knex, async trx => {
      await this.#own(comparison, trx).update({ failure, leased_until: 0 });
      const next = retryMs === undefined ? null : Date.now() + retryMs;
      await this.#rest(comparison, trx, next);
    });
  }

  /** Unless it was asked for meanwhile. */
  async #rest(
    comparison: DueComparison,
    trx: Transaction,
    dueAt: number | null,
  ) {
    await this.#own(comparison, trx)
      .where({ requests: comparison.requests })
      .update({ due_at: dueAt });
  }

  #own({ gatewayId, fence }: DueComparison, trx: Knex = this.#knex) {
    return trx('drift_comparisons').where({ gateway_id: gatewayId, fence });
  }
}

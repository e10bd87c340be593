import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type {
  DueGrant,
  GrantRequest,
  ProvisioningQueue,
} from './ProvisioningQueue';

export class DatabaseProvisioningQueue implements ProvisioningQueue {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async request(
    subscriptionId: string,
    trx: Transaction,
    { afresh = false, above = 0 }: GrantRequest = {},
  ): Promise<void> {
    const updated = await trx('grants')
      .where({ subscription_id: subscriptionId })
      .update({ attempts: 0, next_attempt_at: 0 })
      .increment('desired_revision', 1);
    if (updated === 0) {
      await trx('grants').insert({
        subscription_id: subscriptionId,
        desired_revision: 1,
        applied_revision: 0,
        attempts: 0,
        next_attempt_at: 0,
        leased_until: 0,
      });
    }
    if (afresh) {
      await this.#distrust(subscriptionId, above, trx);
    }
  }

  async requestForAll(
    of: { productId: string } | { applicationId: string },
    trx: Transaction,
    request?: GrantRequest,
  ): Promise<void> {
    const ids: string[] = await trx('grants')
      .join('subscriptions', 'subscriptions.id', 'grants.subscription_id')
      .where(
        'productId' in of
          ? { product_id: of.productId }
          : { application_id: of.applicationId },
      )
      .whereIn('subscriptions.state', [
        'approved',
        'provisioning',
        'active',
        'suspended',
      ])
      .orderBy('subscriptions.id')
      .pluck('subscriptions.id');
    for (const id of ids) {
      await this.request(id, trx, request);
    }
  }

  async leaseDue(options: {
    owner: string;
    leaseMs: number;
    limit: number;
  }): Promise<DueGrant[]> {
    const now = Date.now();
    const due = (query: Knex.QueryBuilder) =>
      query
        .whereRaw('desired_revision > applied_revision')
        .where('next_attempt_at', '<=', now)
        .where('leased_until', '<=', now);
    const candidates = await due(this.#knex('grants'))
      .orderBy('next_attempt_at')
      .limit(options.limit)
      .select('subscription_id');
    const leased: DueGrant[] = [];
    for (const { subscription_id: subscriptionId } of candidates) {
      const taken = await due(this.#knex('grants'))
        .where({ subscription_id: subscriptionId })
        .update({
          leased_until: now + options.leaseMs,
          leased_by: options.owner,
        });
      if (taken > 0) {
        leased.push(await this.#read(subscriptionId));
      }
    }
    return leased;
  }

  async renew(hold: {
    subscriptionId: string;
    owner: string;
    leaseMs: number;
  }): Promise<void> {
    await this.#knex('grants')
      .where({ subscription_id: hold.subscriptionId, leased_by: hold.owner })
      .update({ leased_until: Date.now() + hold.leaseMs });
  }

  async complete(subscriptionId: string, revision: number): Promise<void> {
    await this.#knex('grants')
      .where({ subscription_id: subscriptionId })
      .where('applied_revision', '<', revision)
      .update({
        applied_revision: revision,
        attempts: 0,
        leased_until: 0,
        leased_by: null,
        last_error: null,
      });
  }

  async postpone(
    subscriptionId: string,
    { error, delayMs }: { error: string; delayMs: number },
  ): Promise<void> {
    await this.#knex('grants')
      .where({ subscription_id: subscriptionId })
      .update({
        next_attempt_at: Date.now() + delayMs,
        leased_until: 0,
        leased_by: null,
        last_error: error,
      })
      .increment('attempts', 1);
  }

  async findFailures(subscriptionIds: string[]) {
    const rows = await this.#knex('grants')
      .whereIn('subscription_id', subscriptionIds)
      .whereRaw('desired_revision > applied_revision')
      .whereNotNull('last_error')
      .select('subscription_id', 'last_error');
    return new Map<string, string>(
      rows.map(row => [row.subscription_id, row.last_error]),
    );
  }

  /** From the revision that is wanted now on; the row is locked, as it was changed. */
  async #distrust(subscriptionId: string, above: number, trx: Transaction) {
    const own = () => trx('grants').where({ subscription_id: subscriptionId });
    const { desired_revision: desired } = await own().first('desired_revision');
    const revision = Math.max(Number(desired), above + 1);
    await own().update({
      desired_revision: revision,
      afresh_revision: revision,
    });
  }

  async #read(subscriptionId: string): Promise<DueGrant> {
    const row = await this.#knex('grants')
      .where({ subscription_id: subscriptionId })
      .first();
    return {
      subscriptionId,
      desiredRevision: Number(row.desired_revision),
      attempts: row.attempts,
      afresh: Number(row.afresh_revision) > Number(row.applied_revision),
    };
  }
}

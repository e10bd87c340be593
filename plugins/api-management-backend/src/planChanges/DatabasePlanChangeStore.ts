import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import { readPage } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import {
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../subscriptions/subscriptionQueries';
import { toPlanChange } from './planChangeQueries';
import type { PlanChangeRow } from './planChangeQueries';
import type {
  NewPlanChange,
  PlanChangeFilter,
  PlanChangeStore,
  StoredPlanChange,
} from './PlanChangeStore';

const order = {
  columns: { requestedAt: 'plan_changes.requested_at' },
  idColumn: 'plan_changes.id',
  select: 'plan_changes.*',
};

export class DatabasePlanChangeStore implements PlanChangeStore {
  readonly #knex: Knex;
  readonly #credentials: CredentialStore;

  constructor(knex: Knex, stores: { credentialStore: CredentialStore }) {
    this.#knex = knex;
    this.#credentials = stores.credentialStore;
  }

  async list(
    filter: PlanChangeFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredPlanChange>> {
    const waits = filter.state?.length === 1 && filter.state[0] === 'requested';
    const { items, totalItems } = await readPage<PlanChangeRow>(
      this.#visible(filter, visibilities),
      page,
      { ...order, default: `requestedAt:${waits ? 'asc' : 'desc'}` },
    );
    return { items: items.map(toPlanChange), totalItems };
  }

  async count(
    filter: PlanChangeFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ): Promise<number> {
    const [{ total }] = await this.#visible(filter, visibilities).count({
      total: '*',
    });
    return Number(total);
  }

  async find(id: string, trx: Knex = this.#knex) {
    const row = await trx('plan_changes').where({ id }).first();
    return row && toPlanChange(row);
  }

  async findRunning(subscriptionIds: string[], trx: Knex = this.#knex) {
    const rows: PlanChangeRow[] = await trx('plan_changes').whereIn(
      'live_key',
      subscriptionIds,
    );
    return new Map(
      rows.map(row => [row.subscription_id, toPlanChange(row)] as const),
    );
  }

  async insert(change: NewPlanChange, trx: Transaction): Promise<void> {
    try {
      await trx('plan_changes').insert(await newRow(change, trx));
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(
          'The plan of the subscription is being changed already; wait for the end of that, or withdraw it',
        );
      }
      throw error;
    }
  }

  async close(
    { id }: StoredPlanChange,
    end: { state: string; decidedBy: string; reason?: string },
    trx: Transaction,
  ): Promise<void> {
    const now = Date.now();
    await trx('plan_changes')
      .where({ id })
      .update({
        state: end.state,
        live_key: null,
        decided_by: end.decidedBy,
        decided_at: now,
        reason: end.reason ?? null,
        ended_at: now,
      });
  }

  async begin(
    { id, subscriptionId }: Pick<StoredPlanChange, 'id' | 'subscriptionId'>,
    begin: {
      key: StoredCredential;
      overlapUntil: number;
      decidedBy: string | null;
      reason?: string;
    },
    trx: Transaction,
  ): Promise<void> {
    const { key, overlapUntil } = begin;
    const now = Date.now();
    const former = await this.#credentials.listLiveKeys(subscriptionId, trx);
    await this.#credentials.succeed(
      key,
      { ids: former.map(one => one.id), overlapUntil },
      trx,
    );
    await trx('plan_changes')
      .where({ id })
      .update({
        state: 'overlapping',
        decided_by: begin.decidedBy,
        decided_at: now,
        reason: begin.reason ?? null,
        overlap_since: now,
        overlap_until: overlapUntil,
        from_since: await billedSince(subscriptionId, trx),
      });
  }

  async finish(
    { id, subscriptionId, to, overlapSince }: StoredPlanChange,
    trx: Transaction,
  ): Promise<void> {
    const { to_plan_price: price, to_price_version: version } = await trx(
      'plan_changes',
    )
      .where({ id })
      .first('to_plan_price', 'to_price_version');
    await trx('subscriptions')
      .where({ id: subscriptionId })
      .update({
        plan_id: to.id,
        plan_title: to.title,
        plan_price: price,
        price_version: version,
        plan_since: overlapSince,
        updated_at: Date.now(),
      })
      .increment('version', 1);
    const live = await trx('credentials')
      .where({ subscription_id: subscriptionId, type: 'api-key' })
      .whereNot({ state: 'revoked' })
      .where(other => other.whereNull('plan_id').orWhereNot({ plan_id: to.id }))
      .pluck('id');
    await this.#credentials.retire(subscriptionId, live, trx);
    await trx('plan_changes')
      .where({ id })
      .update({ state: 'finished', live_key: null, ended_at: Date.now() });
  }

  async listDue(limit: number): Promise<StoredPlanChange[]> {
    const rows: PlanChangeRow[] = await this.#knex('plan_changes')
      .join('subscriptions', 'subscriptions.id', 'plan_changes.subscription_id')
      .where('plan_changes.state', 'overlapping')
      .where('overlap_until', '<=', Date.now())
      .whereIn('subscriptions.state', ['active', 'suspended'])
      .orderBy('overlap_until')
      .limit(limit)
      .select('plan_changes.*');
    return rows.map(toPlanChange);
  }

  #visible(
    filter: PlanChangeFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ) {
    const query = subscriptionsWithOwners(this.#knex).join(
      'plan_changes',
      'plan_changes.subscription_id',
      'subscriptions.id',
    );
    if (filter.subscriptionId) {
      query.where('plan_changes.subscription_id', filter.subscriptionId);
    }
    if (filter.state?.length) {
      query.whereIn('plan_changes.state', filter.state);
    }
    if (filter.applicationOwners) {
      query.whereIn('applications.owner', filter.applicationOwners);
    }
    seeSubscriptions(query, visibilities);
    return query;
  }
}

/** With both plans as they are agreed on. */
async function newRow(
  change: NewPlanChange,
  trx: Transaction,
): Promise<PlanChangeRow> {
  const { subscriptionId, toPlanId } = change;
  const from = await trx('subscriptions')
    .leftJoin('plans', 'plans.id', 'subscriptions.plan_id')
    .where('subscriptions.id', subscriptionId)
    .first(
      'plan_id',
      'subscriptions.price_version',
      trx.raw('coalesce(plans.title, plan_title, plan_id) as from_title'),
      trx.raw('coalesce(plan_price, plans.price) as from_price'),
    );
  const to = await trx('plans')
    .where({ id: toPlanId })
    .first('title', 'price', 'price_version');
  return {
    id: change.id,
    subscription_id: subscriptionId,
    live_key: subscriptionId,
    state: 'requested',
    from_plan_id: from.plan_id,
    from_plan_title: from.from_title,
    from_plan_price: from.from_price,
    from_price_version: from.price_version,
    from_since: null,
    to_plan_id: toPlanId,
    to_plan_title: to.title,
    to_plan_price: to.price,
    to_price_version: to.price_version,
    overlap_hours: change.overlapHours,
    purpose: change.purpose,
    requested_by: change.requestedBy,
    requested_at: Date.now(),
    decided_by: null,
    decided_at: null,
    reason: null,
    overlap_since: null,
    overlap_until: null,
    ended_at: null,
  };
}

async function billedSince(subscriptionId: string, trx: Transaction) {
  const row = await trx('subscriptions')
    .where({ id: subscriptionId })
    .first('active_at', 'plan_since');
  return row.plan_since ?? row.active_at;
}

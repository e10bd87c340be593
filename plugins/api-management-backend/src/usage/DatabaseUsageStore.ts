import type { Meters } from '@oaf/contract';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import {
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../subscriptions/subscriptionQueries';
import { fromMeters, selectMeters, toMeters } from './meterQueries';
import type {
  StoredUsage,
  UsageCursor,
  UsageFilter,
  UsageGroupKey,
  UsageStore,
} from './UsageStore';

/** SQLite takes at most 999 variables per statement on older builds. */
const ROWS_PER_INSERT = 50;

const groups: Record<UsageGroupKey, { id: string; title: string }> = {
  subscription: {
    id: 'usage_records.subscription_id',
    title: 'applications.title',
  },
  application: {
    id: 'usage_records.application_id',
    title: 'applications.title',
  },
  product: { id: 'usage_records.product_id', title: 'api_products.title' },
  gatewayApi: {
    id: 'usage_records.gateway_api_id',
    title: 'gateway_apis.title',
  },
};

export class DatabaseUsageStore implements UsageStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async readCursor(source: string): Promise<string | undefined> {
    const row = await this.#knex('usage_cursors').where({ source }).first();
    return row?.cursor;
  }

  async meteredUntil(sources: string[]): Promise<number | undefined> {
    const counted = await this.#knex('usage_cursors')
      .whereIn('source', sources)
      .pluck('logged_until');
    return counted.length > 0 && counted.length === sources.length
      ? Math.min(...counted.map(Number))
      : undefined;
  }

  async replaceHours(
    source: string,
    hours: number[],
    usage: StoredUsage[],
    next: UsageCursor,
  ): Promise<void> {
    const cursor = { cursor: next.cursor, logged_until: next.loggedUntil };
    await transaction(this.#knex, async trx => {
      await trx('usage_records')
        .where({ source })
        .whereIn('hour', hours)
        .delete();
      await trx.batchInsert(
        'usage_records',
        usage.map(record => fromUsage(source, record)),
        ROWS_PER_INSERT,
      );
      await trx('usage_cursors')
        .insert({ source, ...cursor })
        .onConflict('source')
        .merge(cursor);
    });
  }

  async sumByHour(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ): Promise<Map<number, Meters>> {
    const rows = await selectMeters(this.#visible(filter, visibilities))
      .select('usage_records.hour')
      .groupBy('usage_records.hour');
    return new Map(rows.map((row: any) => [Number(row.hour), toMeters(row)]));
  }

  async sumCallsByPlan(
    subscriptionId: string,
    from: number,
  ): Promise<Map<string, number>> {
    const rows: Array<{ plan_id: string; calls: number | string }> =
      await this.#knex('usage_records')
        .where({ subscription_id: subscriptionId })
        .where('hour', '>=', from)
        .groupBy('plan_id')
        .select('plan_id')
        .sum({ calls: 'calls' });
    return new Map(rows.map(row => [row.plan_id, Number(row.calls)]));
  }

  async sumByGroup(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    group: UsageGroupKey,
  ): Promise<Map<string, { title: string; meters: Meters }>> {
    const { id, title } = groups[group];
    const query = this.#visible(filter, visibilities);
    if (group === 'gatewayApi') {
      query.join(
        'gateway_apis',
        'gateway_apis.id',
        'usage_records.gateway_api_id',
      );
    }
    const rows = await selectMeters(query)
      .select({ group_id: id, group_title: title })
      .groupBy(id, title);
    return new Map(
      rows.map((row: any) => [
        row.group_id,
        { title: row.group_title ?? row.group_id, meters: toMeters(row) },
      ]),
    );
  }

  async uncountedAccounts(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    sources: string[],
  ): Promise<string[]> {
    const query = subscriptionsWithOwners(this.#knex)
      .join(
        'grant_targets',
        'grant_targets.subscription_id',
        'subscriptions.id',
      )
      .join(
        'account_links',
        'account_links.id',
        'grant_targets.account_link_id',
      )
      .whereNotNull('grant_targets.applied_at')
      .whereNotIn('account_links.driver', sources);
    narrowSubscriptions(query, filter);
    seeSubscriptions(query, visibilities);
    const rows = await query
      .distinct('account_links.alias')
      .orderBy('account_links.alias');
    return rows.map(({ alias }: { alias: string }) => alias);
  }

  #visible(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ) {
    const query = subscriptionsWithOwners(this.#knex)
      .join(
        'usage_records',
        'usage_records.subscription_id',
        'subscriptions.id',
      )
      .where('usage_records.hour', '>=', filter.from)
      .where('usage_records.hour', '<', filter.to);
    narrow(query, filter);
    seeSubscriptions(query, visibilities);
    return query;
  }
}

function narrow(query: Knex.QueryBuilder, filter: UsageFilter) {
  const ids = {
    subscription_id: filter.subscriptionId,
    product_id: filter.productId,
    application_id: filter.applicationId,
    gateway_api_id: filter.gatewayApiId,
  };
  for (const [column, id] of Object.entries(ids)) {
    if (id) {
      query.where(`usage_records.${column}`, id);
    }
  }
  ofOwners(query, filter);
}

function narrowSubscriptions(query: Knex.QueryBuilder, filter: UsageFilter) {
  const ids = {
    id: filter.subscriptionId,
    product_id: filter.productId,
    application_id: filter.applicationId,
  };
  for (const [column, id] of Object.entries(ids)) {
    if (id) {
      query.where(`subscriptions.${column}`, id);
    }
  }
  const { gatewayApiId } = filter;
  if (gatewayApiId) {
    query.whereIn('subscriptions.product_id', products =>
      products
        .from('api_product_gateway_apis')
        .where({ gateway_api_id: gatewayApiId })
        .select('product_id'),
    );
  }
  ofOwners(query, filter);
}

function ofOwners(
  query: Knex.QueryBuilder,
  { applicationOwners }: UsageFilter,
) {
  if (applicationOwners) {
    query.whereIn('applications.owner', applicationOwners);
  }
}

function fromUsage(source: string, { meters, ...usage }: StoredUsage) {
  return {
    source,
    subscription_id: usage.subscriptionId,
    gateway_api_id: usage.gatewayApiId,
    plan_id: usage.planId,
    hour: usage.hour,
    application_id: usage.applicationId,
    product_id: usage.productId,
    ...fromMeters(meters),
  };
}

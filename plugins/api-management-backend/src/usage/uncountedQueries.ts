import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import {
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../subscriptions/subscriptionQueries';
import type { UsageFilter } from './UsageStore';

/** Aliases of accounts with a gateway that serves subscriptions of the filter, and whose log is none of the sources. */
export async function readUncountedAccounts(
  knex: Knex,
  filter: UsageFilter,
  visibilities: Array<Visibility<SubscriptionFilter>>,
  sources: string[],
): Promise<string[]> {
  const query = subscriptionsWithOwners(knex)
    .join('grant_targets', 'grant_targets.subscription_id', 'subscriptions.id')
    .join('account_links', 'account_links.id', 'grant_targets.account_link_id')
    .whereNotNull('grant_targets.applied_at')
    .whereNotIn('account_links.driver', sources);
  narrowSubscriptions(query, filter);
  seeSubscriptions(query, visibilities);
  const rows = await query
    .distinct('account_links.alias')
    .orderBy('account_links.alias');
  return rows.map(({ alias }: { alias: string }) => alias);
}

export function narrowSubscriptions(
  query: Knex.QueryBuilder,
  filter: UsageFilter,
) {
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
  const { gatewayApiId, applicationOwners } = filter;
  if (gatewayApiId) {
    query.whereIn('subscriptions.product_id', products =>
      products
        .from('api_product_gateway_apis')
        .where({ gateway_api_id: gatewayApiId })
        .select('product_id'),
    );
  }
  if (applicationOwners) {
    query.whereIn('applications.owner', applicationOwners);
  }
}

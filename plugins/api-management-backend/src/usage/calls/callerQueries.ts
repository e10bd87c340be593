import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Visibility } from '../../authorization/AccessControl';
import {
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../../subscriptions/subscriptionQueries';
import { narrowSubscriptions } from '../uncountedQueries';
import type { CallingSubscription, UsageFilter } from '../UsageStore';

/** Subscriptions of the filter that its reader may see, at most so many. */
export async function readCallingSubscriptions(
  knex: Knex,
  filter: UsageFilter,
  visibilities: Array<Visibility<SubscriptionFilter>>,
  max: number,
): Promise<CallingSubscription[]> {
  const query = subscriptionsWithOwners(knex);
  narrowSubscriptions(query, filter);
  seeSubscriptions(query, visibilities);
  return query
    .select({ id: 'subscriptions.id', productOwner: 'api_products.owner' })
    .orderBy('subscriptions.id')
    .limit(max);
}

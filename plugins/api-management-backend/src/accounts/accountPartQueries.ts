import { ConflictError } from '@backstage/errors';
import { liveSubscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import type { AccountPart } from './ImpactStore';
import { whyNeeded } from './whyNeeded';

export function gatewayApisOf(
  knex: Knex,
  { accountLinkId, regions }: AccountPart,
): Knex.QueryBuilder {
  const query = knex('gateway_apis')
    .where('gateway_apis.account_link_id', accountLinkId)
    .whereNull('gateway_apis.removed_at');
  return regions ? query.whereIn('gateway_apis.region', regions) : query;
}

/** Products that hold some of the APIs. */
export function productIdsOf(knex: Knex, part: AccountPart) {
  return gatewayApisOf(knex, part)
    .join(
      'api_product_gateway_apis',
      'api_product_gateway_apis.gateway_api_id',
      'gateway_apis.id',
    )
    .distinct('api_product_gateway_apis.product_id');
}

/** Live subscriptions of products that hold some of the APIs. */
export async function countLiveSubscriptions(
  knex: Knex,
  part: AccountPart,
): Promise<number> {
  const [{ total }] = await knex('subscriptions')
    .whereIn('state', liveSubscriptionStates)
    .whereIn('product_id', productIdsOf(knex, part))
    .count({ total: '*' });
  return Number(total);
}

/** @throws ConflictError while live subscriptions need some of the APIs */
export async function requireUnsubscribed(
  knex: Knex,
  part: AccountPart,
): Promise<void> {
  const count = await countLiveSubscriptions(knex, part);
  if (count > 0) {
    throw new ConflictError(whyNeeded(count));
  }
}

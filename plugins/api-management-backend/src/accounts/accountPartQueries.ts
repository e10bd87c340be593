import { ConflictError } from '@backstage/errors';
import { liveSubscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
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

/**
 * Keeps the accounts that serve the APIs from being given up until the transaction ends, and answers those of the APIs
 * that are still there.
 */
export async function holdServed(
  trx: Transaction,
  gatewayApiIds: string[],
): Promise<string[]> {
  const apis = () => trx('gateway_apis').whereIn('id', gatewayApiIds);
  const links: string[] = await apis().distinct().pluck('account_link_id');
  await trx('account_links')
    .whereIn('id', links)
    .orderBy('id')
    .forShare()
    .select('id');
  return apis().whereNull('removed_at').pluck('id');
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

/**
 * Nobody subscribes to the products that hold some of the APIs until the transaction ends; whoever calls has locked the
 * account, so that no other product takes one up.
 *
 * @throws ConflictError while live subscriptions need some of the APIs
 */
export async function requireUnsubscribed(
  trx: Transaction,
  part: AccountPart,
): Promise<void> {
  const ids = await productIdsOf(trx, part);
  await trx('api_products')
    .whereIn(
      'id',
      ids.map(({ product_id: id }) => id),
    )
    .orderBy('id')
    .forUpdate()
    .select('id');
  const count = await countLiveSubscriptions(trx, part);
  if (count > 0) {
    throw new ConflictError(whyNeeded(count));
  }
}

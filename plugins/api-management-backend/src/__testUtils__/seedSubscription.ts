import { randomUUID } from 'node:crypto';
import type { Price } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';

const owner = 'group:default/team-a';

/**
 * Writes a subscription that was active for a while, with a product, plan and application of its own, as the tables hold it
 * when its time is over; no gateway knows it. Times are epoch milliseconds.
 */
export async function seedSubscription(
  knex: Knex,
  {
    price,
    activeAt,
    endedAt = null,
  }: { price: Price; activeAt: number; endedAt?: number | null },
) {
  const ids = {
    id: randomUUID(),
    applicationId: randomUUID(),
    productId: randomUUID(),
    planId: randomUUID(),
  };
  const written = { created_at: activeAt, updated_at: activeAt, version: 1 };
  await knex('applications').insert({
    ...written,
    id: ids.applicationId,
    title: 'Quote engine',
    owner,
    created_by: 'user:default/max',
  });
  await knex('api_products').insert({
    ...written,
    id: ids.productId,
    slug: ids.productId,
    title: 'Accounts',
    summary: 'Balances',
    owner,
    state: 'published',
    approval: 'manual',
    access_profile: 'fapi2-cc-dpop',
    created_by: 'user:default/max',
  });
  await knex('plans').insert({
    id: ids.planId,
    product_id: ids.productId,
    position: 0,
    title: 'Business',
    state: 'published',
    limits: JSON.stringify({ rate: 10, burst: 20 }),
    price: JSON.stringify(price),
    is_free: false,
  });
  await knex('subscriptions').insert({
    id: ids.id,
    client_id: `sub_${ids.id}`,
    application_id: ids.applicationId,
    product_id: ids.productId,
    plan_id: ids.planId,
    state: endedAt === null ? 'active' : 'ended',
    requested_by: 'user:default/max',
    requested_at: activeAt,
    active_at: activeAt,
    ended_at: endedAt,
    updated_at: activeAt,
    version: 1,
  });
  return ids;
}

import { ConflictError } from '@backstage/errors';
import { liveSubscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import type { NewEvent } from './SubscriptionEvents';
import { insertEvent } from './subscriptionEventQueries';
import type {
  NewSubscription,
  StoredSubscription,
  SubscriptionMove,
} from './SubscriptionStore';

/** Inserts a subscription with its first events. */
export async function insertSubscription(
  trx: Knex,
  subscription: NewSubscription,
  events: NewEvent[],
) {
  const now = Date.now();
  await trx('subscriptions').insert({
    id: subscription.id,
    client_id: subscription.clientId,
    application_id: subscription.applicationId,
    product_id: subscription.productId,
    plan_id: subscription.planId,
    ...(await agreedTerms(trx, subscription.planId)),
    live_key: `${subscription.applicationId}:${subscription.productId}`,
    state: subscription.state,
    purpose: subscription.purpose,
    requested_by: subscription.requestedBy,
    requested_at: now,
    updated_at: now,
    version: 1,
  });
  for (const event of events) {
    await insertEvent(trx, subscription.id, event);
  }
}

/** What a subscription is billed by, whatever becomes of the plan. */
async function agreedTerms(trx: Knex, planId: string) {
  const plan = await trx('plans')
    .where({ id: planId })
    .first('title', 'price', 'price_version');
  return {
    plan_title: plan?.title ?? null,
    plan_price: plan?.price ?? null,
    price_version: plan?.price_version ?? null,
  };
}

/** @throws ConflictError when it changed since it was read */
export async function moveSubscription(
  trx: Knex,
  before: StoredSubscription,
  move: SubscriptionMove,
) {
  const moved = await trx('subscriptions')
    .where({ id: before.id, version: before.version })
    .update({ ...movedColumns(before, move), version: before.version + 1 });
  if (moved === 0) {
    throw new ConflictError(
      'The subscription was changed by somebody else; reload it',
    );
  }
  await insertEvent(trx, before.id, move.event);
}

function movedColumns(before: StoredSubscription, move: SubscriptionMove) {
  const now = Date.now();
  const live = liveSubscriptionStates.includes(move.state);
  return {
    state: move.state,
    updated_at: now,
    ...(live ? {} : { live_key: null, ended_at: now }),
    ...(move.decidedBy ? { decided_by: move.decidedBy, decided_at: now } : {}),
    ...(move.reason === undefined ? {} : { reason: move.reason }),
    ...(move.error === undefined ? {} : { error: move.error }),
    ...(move.state === 'active' && before.activeAt === null
      ? { active_at: now }
      : {}),
  };
}

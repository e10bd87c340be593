import type { Grant } from '@oaf/contract';
import type { StoredCredential } from '../credentials/CredentialStore';
import type { StoredProduct } from '../products/ProductStore';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { buildGrant } from './buildGrant';
import type { ServingTarget } from './GrantTargets';

/**
 * The copy of a subscription that a gateway is to hold: its share of the product's APIs, at the addresses there.
 *
 * @throws Error when the plan or its limits cannot be read
 */
export function grantFor(
  { served }: Pick<ServingTarget, 'served'>,
  of: {
    revision: number;
    subscription: StoredSubscription;
    product: StoredProduct;
    credentials: StoredCredential[];
  },
): Grant {
  const plan = planOf(of.product, of.subscription.planId);
  return buildGrant({
    ...of,
    plan,
    keyPlans: keyPlansOf(of.product, plan, of.credentials),
    gatewayApis: served.map(({ api, url }) => ({ ...api, invokeUrl: url })),
  });
}

/** The plan with the limits that a gateway has to know. */
function planOf({ id, plans }: StoredProduct, planId: string) {
  const plan = plans.find(known => known.id === planId);
  if (!plan) {
    throw new Error(`Plan ${planId} of product ${id} is gone`);
  }
  const { limits } = plan;
  if (!limits) {
    throw new Error(`The limits of plan ${plan.title} cannot be read`);
  }
  return { ...plan, limits };
}

/** The other plans that keys have which still work: one is being changed for another. */
function keyPlansOf(
  product: StoredProduct,
  { id: planId }: { id: string },
  credentials: StoredCredential[],
) {
  const others = credentials
    .filter(({ state }) => state !== 'revoked')
    .flatMap(key => key.planId ?? [])
    .filter(id => id !== planId);
  return new Map(
    [...new Set(others)].map(id => [id, planOf(product, id)] as const),
  );
}

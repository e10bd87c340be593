import { ConflictError } from '@backstage/errors';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import type { StoredPlan } from './ProductStore';

/** Plans that somebody can subscribe to, and that come with a KMS key for each subscription. */
export const plansWithKey = (plans: StoredPlan[]) =>
  plans.filter(
    ({ dedicatedKey, state }) => dedicatedKey && state !== 'deprecated',
  );

/**
 * @param able - account links whose gateways have such keys
 * @throws ConflictError naming an API whose gateway has none
 */
export function requireDedicatedKeys(
  plans: StoredPlan[],
  apis: StoredGatewayApi[],
  able: Set<string>,
): void {
  const [plan] = plansWithKey(plans);
  const api = apis.find(({ accountLinkId }) => !able.has(accountLinkId));
  if (plan && api) {
    throw new ConflictError(
      `Plan ${plan.title} comes with a KMS key for each subscription, and the gateway of ${api.title} has no KMS. Offer the plan without it, or leave the API out of the product.`,
    );
  }
}

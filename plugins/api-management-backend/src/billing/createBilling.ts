import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { addBillingRoutes } from './billingRoutes';
import { BillingService } from './BillingService';

/** Bills: usage times price. */
export function createBilling(
  options: Foundation & { subscriptions: SubscriptionService },
) {
  const { callers } = options;
  const billing = new BillingService(options);
  return {
    service: billing,
    addRoutes: router => addBillingRoutes(router, { callers, billing }),
  } satisfies Capability & { service: BillingService };
}

import type { BillingService } from '../billing/BillingService';
import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type { UsageService } from '../usage/UsageService';
import { addOverviewRoutes } from './overviewRoutes';
import { OverviewService } from './OverviewService';

/** What a provider sees first. */
export function createOverview(
  options: Foundation & {
    subscriptions: SubscriptionService;
    usage: UsageService;
    billing: BillingService;
  },
) {
  const { callers } = options;
  const overview = new OverviewService(options);
  return {
    addRoutes: router => addOverviewRoutes(router, { callers, overview }),
  } satisfies Capability;
}

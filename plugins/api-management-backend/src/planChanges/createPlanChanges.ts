import type { ApplicationService } from '../applications/ApplicationService';
import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { ProductService } from '../products/ProductService';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { finishDueChanges } from './finishDueChanges';
import { addPlanChangeRoutes } from './planChangeRoutes';
import { PlanChangeService } from './PlanChangeService';
import { PlanKeys } from './PlanKeys';

/** Another plan for a subscription, with keys of both that overlap. */
export function createPlanChanges(
  options: Foundation & {
    applications: ApplicationService;
    products: ProductService;
    subscriptions: SubscriptionService;
    gatewayGrants: GatewayGrants;
    provision: () => void;
  },
) {
  const { callers } = options;
  const planKeys = new PlanKeys(options);
  const planChanges = new PlanChangeService({ ...options, planKeys });
  return {
    addRoutes: router =>
      addPlanChangeRoutes(router, { callers, planChanges, sources: options }),
    tasks: [
      {
        id: 'finish-plan-changes',
        frequency: { seconds: 15 },
        timeout: { minutes: 1 },
        fn: signal =>
          finishDueChanges({ ...options, planChanges }, signal as AbortSignal),
      },
    ],
  } satisfies Capability;
}

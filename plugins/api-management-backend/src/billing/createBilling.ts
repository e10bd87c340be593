import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { addBillingRoutes } from './billingRoutes';
import { BillCloser } from './BillCloser';
import { BillingService } from './BillingService';

/** Bills: usage times price. */
export function createBilling(
  options: Foundation & { subscriptions: SubscriptionService },
) {
  const { callers, billPurge, config } = options;
  const billing = new BillingService(options);
  const closer = new BillCloser(options);
  return {
    service: billing,
    closer,
    addRoutes: router => addBillingRoutes(router, { callers, billing }),
    tasks: [
      {
        id: 'close-bills',
        frequency: { minutes: 1 },
        timeout: { minutes: 30 },
        fn: signal => closer.run(signal as AbortSignal),
      },
      {
        id: 'purge-bills',
        frequency: { days: 1 },
        timeout: { minutes: 30 },
        fn: signal =>
          billPurge.run(
            Date.now() - config.usage.retention.billsMs,
            signal as AbortSignal,
          ),
      },
    ],
  } satisfies Capability & { service: BillingService; closer: BillCloser };
}

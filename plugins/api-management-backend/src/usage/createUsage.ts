import type { Capability, ScheduledTask } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { UsageCollector } from './UsageCollector';
import { addUsageRoutes } from './usageRoutes';
import { UsageService } from './UsageService';

/** Counts what gateways logged, and shows it. */
export function createUsage(
  options: Foundation & { subscriptions: SubscriptionService },
) {
  const { callers } = options;
  const usage = new UsageService(options);
  return {
    service: usage,
    addRoutes: router => addUsageRoutes(router, { callers, usage }),
    tasks: collection(options),
  } satisfies Capability & { service: UsageService };
}

function collection({ engine, config, ...options }: Foundation) {
  if (!engine) {
    return [];
  }
  const collector = new UsageCollector({ ...options, engine });
  const collect: ScheduledTask = {
    id: 'collect-usage',
    ...config.usageSchedule,
    fn: signal => collector.collect(signal as AbortSignal),
  };
  return [collect];
}

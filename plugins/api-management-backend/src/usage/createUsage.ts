import type { Capability, ScheduledTask } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { UsageCollector, type OnCounted } from './UsageCollector';
import { addUsageRoutes } from './usageRoutes';
import { UsageService } from './UsageService';

/** Counts what gateways logged, and shows it. */
export function createUsage(
  options: Foundation & {
    subscriptions: SubscriptionService;
    onCounted: OnCounted;
  },
) {
  const { callers } = options;
  const usage = new UsageService(options);
  return {
    service: usage,
    addRoutes: router => addUsageRoutes(router, { callers, usage }),
    tasks: collections(options),
  } satisfies Capability & { service: UsageService };
}

/** A task of its own for each source, so that one that fails or takes long holds up no other. */
function collections({
  drivers,
  ...options
}: Foundation & { onCounted: OnCounted }): ScheduledTask[] {
  return [...drivers.usageEngines()].map(([source, engine]) => {
    const collector = new UsageCollector({ ...options, source, engine });
    return {
      id: `collect-usage-${source}`,
      ...options.config.usageSchedule,
      fn: signal => collector.collect(signal as AbortSignal),
    };
  });
}

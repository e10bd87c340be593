import type { Capability, ScheduledTask } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type { DefinitionReader } from '../discovery/definition/DefinitionReader';
import type { FrontDoors } from '../publications/FrontDoors';
import { CallFinder } from './calls/CallFinder';
import { CallService } from './calls/CallService';
import { CompletenessService } from './completeness/CompletenessService';
import { CountComparer } from './completeness/CountComparer';
import { LoggedPlaces } from './completeness/LoggedPlaces';
import { ApiOperations } from './routes/ApiOperations';
import { UsageRoutes } from './routes/UsageRoutes';
import { UsageCollector, type OnCounted } from './UsageCollector';
import { addUsageRoutes } from './usageRoutes';
import { UsageGroupService } from './UsageGroupService';
import { UsageService } from './UsageService';

/** Counts what gateways logged, and shows it. */
export function createUsage(
  options: Foundation & {
    subscriptions: SubscriptionService;
    definitionReader: DefinitionReader;
    frontDoors: FrontDoors;
    onCounted: OnCounted;
  },
) {
  const { callers } = options;
  const usage = new UsageService(options);
  const groups = new UsageGroupService(options);
  const operations = new ApiOperations(options);
  const places = new LoggedPlaces(options);
  const completeness = new CompletenessService({ ...options, places });
  const routes = new UsageRoutes({ ...options, operations });
  const finder = new CallFinder({ ...options, routes });
  const calls = new CallService({ ...options, finder });
  return {
    service: usage,
    addRoutes: router =>
      addUsageRoutes(router, { callers, usage, groups, calls, completeness }),
    tasks: [
      ...collections({ ...options, routes }),
      ...comparisons({ ...options, places }),
      purge(options),
    ],
  } satisfies Capability & { service: UsageService };
}

/** A task of its own for each source, so that one that fails or takes long holds up no other. */
function collections({
  drivers,
  ...options
}: Foundation & {
  routes: UsageRoutes;
  onCounted: OnCounted;
}): ScheduledTask[] {
  return [...drivers.usageEngines()].map(([source, engine]) => {
    const collector = new UsageCollector({ ...options, source, engine });
    return {
      id: `collect-usage-${source}`,
      ...options.config.usageSchedule,
      fn: signal => collector.collect(signal as AbortSignal),
    };
  });
}

/** A task of its own for each source, as asking a gateway may take long, too. */
function comparisons({
  drivers,
  ...options
}: Foundation & { places: LoggedPlaces }): ScheduledTask[] {
  return [...drivers.counters()].map(([source, counters]) => {
    const comparer = new CountComparer({ ...options, source, counters });
    return {
      id: `compare-usage-${source}`,
      frequency: { minutes: 10 },
      timeout: { minutes: 30 },
      initialDelay: { minutes: 1 },
      fn: signal => comparer.compare(signal as AbortSignal),
    };
  });
}

/** What usage takes up does not grow without end. */
function purge({
  usagePurge,
  operationStore,
  config,
}: Foundation): ScheduledTask {
  return {
    id: 'purge-usage',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    fn: async signal => {
      const { logMs, hoursMs, daysMs } = config.usage.retention;
      const now = Date.now();
      await usagePurge.run(
        {
          log: now - logMs,
          hours: now - hoursMs,
          days: now - daysMs,
        },
        signal as AbortSignal,
      );
      await operationStore.purge();
    },
  };
}

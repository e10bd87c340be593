import type {
  LifecycleService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Discovery } from './createDiscovery';

/** Sweeps by the schedule, takes up what was asked for within a second, and follows what drivers tell. */
export async function scheduleImports(options: {
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  schedule: SchedulerServiceTaskScheduleDefinition;
  discovery: Discovery;
}) {
  const { scheduler, lifecycle, schedule, discovery } = options;
  await scheduler.scheduleTask({
    id: 'import-gateway-apis',
    ...schedule,
    fn: () => discovery.regionImporter.requestSweep(),
  });
  // Every replica takes part: regions are claimed one by one.
  await scheduler.scheduleTask({
    id: 'import-requested-regions',
    scope: 'local',
    frequency: { seconds: 1 },
    timeout: { minutes: 1 },
    fn: () => discovery.regionImporter.takeTurn(),
  });
  const watching = new AbortController();
  const watched = discovery.watch.run(watching.signal);
  lifecycle.addShutdownHook(async () => {
    watching.abort();
    await watched;
    await discovery.stop();
  });
}

import type {
  LifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ApiManagementConfig } from './config';
import type { Services } from './createServices';
import { REVEAL_WINDOW } from './credentials/issueCredential';

/** What happens by itself: import, provisioning, counting, and destroying secrets nobody asked to see. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  config: ApiManagementConfig;
  services: Services;
}) {
  const { scheduler, config, services } = options;
  await scheduler.scheduleTask({
    id: 'import-gateway-apis',
    ...config.discoverySchedule,
    fn: signal => services.sweep.sweepAll(signal as AbortSignal),
  });
  // Every replica may take part, since grants are leased one by one.
  await scheduler.scheduleTask({
    id: 'provision-subscriptions',
    scope: 'local',
    frequency: { seconds: 2 },
    timeout: { minutes: 5 },
    fn: signal => services.provisioner.run(signal as AbortSignal),
  });
  await scheduler.scheduleTask({
    id: 'destroy-unrevealed-secrets',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    fn: () =>
      services.stores.credentials.destroyUnrevealed(Date.now() - REVEAL_WINDOW),
  });
  const { collector } = services;
  if (collector) {
    await scheduler.scheduleTask({
      id: 'collect-usage',
      ...config.usageSchedule,
      fn: signal => collector.collect(signal as AbortSignal),
    });
  }
}

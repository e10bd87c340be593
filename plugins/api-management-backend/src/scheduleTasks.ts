import type {
  LifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { ApiManagementConfig } from './config';
import type { Services } from './createServices';
import { REVEAL_WINDOW } from './credentials/issueCredential';
import { scheduleImports } from './discovery/scheduleImports';

/** What happens by itself: import, verification of trust roles, provisioning, counting, and destroying secrets nobody asked to see. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  config: ApiManagementConfig;
  services: Services;
}) {
  const { scheduler, config, services } = options;
  await scheduleImports({
    ...options,
    schedule: config.discoverySchedule,
    discovery: services.discovery,
  });
  await scheduler.scheduleTask({
    id: 'request-account-verifications',
    ...config.verificationSchedule,
    fn: () =>
      services.stores.verifications.requestAll(config.verificationSpreadMs),
  });
  // Every replica may take part, since links are leased one by one.
  await scheduler.scheduleTask({
    id: 'verify-account-links',
    scope: 'local',
    frequency: { seconds: 5 },
    timeout: { minutes: 10 },
    fn: signal => services.queuedVerifications.run(signal as AbortSignal),
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

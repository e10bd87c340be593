import type {
  RootLifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Capability } from './Capability';

/**
 * Milliseconds a capability has to put its work down: half of what Docker waits before it kills. Leases that were not
 * given back end by themselves.
 */
const STOP_MS = 5_000;

/** Starts capabilities one after the other, schedules what they do by themselves, and stops them at the end. */
export async function runCapabilities(
  capabilities: Capability[],
  services: { scheduler: SchedulerService; lifecycle: RootLifecycleService },
) {
  for (const { start, stop, tasks = [] } of capabilities) {
    await start?.();
    for (const task of tasks) {
      await services.scheduler.scheduleTask(task);
    }
    if (stop) {
      // Later the connections to the database end.
      services.lifecycle.addBeforeShutdownHook(() =>
        Promise.race([stop(), late()]),
      );
    }
  }
}

/** Backstage logs what a shutdown hook rejects with, and goes on. */
function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error('What was running did not stop in time')),
      STOP_MS,
    ).unref();
  });
}

import type {
  LifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Capability } from './Capability';

/** Starts capabilities one after the other, schedules what they do by themselves, and stops them at the end. */
export async function runCapabilities(
  capabilities: Capability[],
  services: { scheduler: SchedulerService; lifecycle: LifecycleService },
) {
  for (const { start, stop, tasks = [] } of capabilities) {
    await start?.();
    for (const task of tasks) {
      await services.scheduler.scheduleTask(task);
    }
    if (stop) {
      services.lifecycle.addShutdownHook(stop);
    }
  }
}

import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';

const defaultSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 10 },
  timeout: { minutes: 2 },
};

/**
 * Reads `catalog.providers.apiManagement.schedule`.
 *
 * The scope is local whatever is configured. A global task runs in one process at a time, and the cursor of the others
 * would stand still: each would come back, at a time nobody chose, with a full mutation or a long list of old changes.
 * In local scope every process reads every change once; applying an entity that the catalog already has costs it a comparison.
 */
export function readSchedule(
  config: Config,
): SchedulerServiceTaskScheduleDefinition {
  const scheduleConfig = config.getOptionalConfig(
    'catalog.providers.apiManagement.schedule',
  );
  const schedule = scheduleConfig
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(scheduleConfig)
    : defaultSchedule;
  return { ...schedule, scope: 'local' };
}

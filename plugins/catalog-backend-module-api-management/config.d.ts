import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** The provider that makes API entities of imported gateway APIs. */
      apiManagement?: {
        /** How often changes are read; default every 10 seconds. Runs in every process: `scope` is ignored. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}

import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  apiManagement?: {
    discovery?: {
      /** How often the APIs of linked accounts are imported; default every minute. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** Owner of imported APIs that carry no `owner` tag; default `group:default/unowned`. */
      defaultOwner?: string;
    };
    usage?: {
      /** How often new access log records are counted; default every 5 seconds. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
    secrets?: {
      /**
       * 32 bytes in base64 that envelope secrets until they are shown.
       * @visibility secret
       */
      key?: string;
      /** File that holds such a key; made on first start. For a single replica only. */
      keyFile?: string;
    };
  };
}

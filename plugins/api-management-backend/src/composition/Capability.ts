import type {
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { ApiRouter } from '../schema/ApiRouter';

/** Something that happens by itself. */
export type ScheduledTask = SchedulerServiceTaskInvocationDefinition &
  SchedulerServiceTaskScheduleDefinition;

/** What the folder of a capability gives to the plugin. */
export type Capability = {
  addRoutes?(router: ApiRouter): void;
  tasks?: ScheduledTask[];
  /** Before the first task and the first request. */
  start?(): Promise<void>;
  /** When the backend shuts down. */
  stop?(): Promise<void>;
};

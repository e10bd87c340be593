import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { EventsService } from '@backstage/plugin-events-node';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { AccessControl } from '../authorization/AccessControl';
import type { RequestCallers } from '../authorization/Caller';
import type { ApiManagementConfig } from '../config';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import type { BillingSinks } from '../deliveries/BillingSinks';
import type { Notices } from '../notices/Notices';
import type { Stores } from './createStores';

/** What every capability stands on. */
export type Foundation = Stores & {
  config: ApiManagementConfig;
  drivers: GatewayDrivers;
  envelope: SecretEnvelope;
  access: AccessControl;
  callers: RequestCallers;
  auditor: AuditorService;
  notices: Notices;
  events: EventsService;
  /** Before the capabilities are made, those of modules; they add those of the plugin. */
  sinks: BillingSinks;
  metrics: MetricsService;
  logger: LoggerService;
};

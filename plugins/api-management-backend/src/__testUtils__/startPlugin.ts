import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type {
  BackendFeature,
  LoggerService,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { gatewayDriversExtensionPoint } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import apiManagementPlugin from '../index';
import { FakeGateway } from './FakeGateway';

const userInfoFactory = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () =>
    mockServices.userInfo({
      userEntityRef: 'user:default/max',
      ownershipEntityRefs: ['user:default/max', 'group:default/team-a'],
    }),
});

/** The plugin on a real database with a gateway in memory; every permission is granted unless told otherwise. */
export async function startPlugin<Gateway extends FakeGateway = FakeGateway>(
  knex: Knex,
  {
    auditor = mockServices.auditor.factory(),
    permissions = mockServices.permissions.factory({
      result: 'ALLOW' as never,
    }),
    gateway = new FakeGateway() as Gateway,
    secrets = { keyFile: join(tmpdir(), randomUUID(), 'secrets.key') },
    features = [],
    config = {},
  }: {
    auditor?: ServiceFactory;
    permissions?: ServiceFactory;
    gateway?: Gateway;
    secrets?: { key?: string; keyFile?: string };
    features?: BackendFeature[];
    /** Beside what the plugin itself needs. */
    config?: { apiManagement?: object; aws?: object };
  } = {},
) {
  const log = errorLog();
  const backend = await startTestBackend({
    features: [
      apiManagementPlugin,
      ...features,
      createBackendModule({
        pluginId: 'api-management',
        moduleId: 'fake',
        register(env) {
          env.registerInit({
            deps: { drivers: gatewayDriversExtensionPoint },
            async init({ drivers }) {
              drivers.addDriver(gateway);
            },
          });
        },
      }),
      schedulerServiceFactory,
      log.factory,
      mockServices.database.factory({ knex }),
      auditor,
      permissions,
      userInfoFactory,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          apiManagement: {
            ...config.apiManagement,
            secrets,
            usage: {
              schedule: { frequency: { seconds: 1 }, timeout: { minutes: 1 } },
            },
          },
        },
      }),
    ],
  });
  const { server } = backend;
  return { gateway, server, log, stop: () => backend.stop() };
}

/** Keeps in memory what is logged as an error. */
function errorLog() {
  const errors: string[] = [];
  const { factory, ...logger } = mockServices.logger.mock({
    // Tasks log errors as they are.
    error: message => void errors.push(String(message)),
    child: () => logger as LoggerService,
  });
  return { errors, factory };
}

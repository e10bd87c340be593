import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  billingSinkExtensionPoint,
  dataKeysExtensionPoint,
  type DataKeys,
  gatewayDriversExtensionPoint,
  usageEnginesExtensionPoint,
} from '@oaf/backstage-plugin-api-management-node';
import { inTurn } from '@oaf/backstage-plugin-api-management-node/database';
import { GatewayDrivers } from './accounts/GatewayDrivers';
import { AccessControl } from './authorization/AccessControl';
import { RequestCallers } from './authorization/Caller';
import { registerPermissions } from './authorization/registerPermissions';
import { createCapabilities } from './composition/createCapabilities';
import { createStores } from './composition/createStores';
import { runCapabilities } from './composition/runCapabilities';
import { readApiManagementConfig } from './config';
import { SecretEnvelopes } from './credentials/SecretEnvelopes';
import { applyMigrations } from './database/applyMigrations';
import { BillingSinks } from './deliveries/BillingSinks';
import { Notices } from './notices/Notices';
import { createRouter } from './router';

/** The api-management backend plugin. @public */
export const apiManagementPlugin = createBackendPlugin({
  pluginId: 'api-management',
  register(env) {
    const drivers = new GatewayDrivers();
    env.registerExtensionPoint(gatewayDriversExtensionPoint, {
      addDriver: driver => drivers.add(driver),
    });
    env.registerExtensionPoint(usageEnginesExtensionPoint, {
      addUsageEngine: ({ source, engine }) =>
        drivers.addUsageEngine(source, engine),
    });
    const sinks = new BillingSinks();
    env.registerExtensionPoint(billingSinkExtensionPoint, {
      addSink: sink => sinks.add(sink),
    });
    let dataKeys: DataKeys | undefined;
    env.registerExtensionPoint(dataKeysExtensionPoint, {
      setDataKeys: given => {
        requireOnlyOne(dataKeys, given);
        dataKeys = given;
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const knex = await applyMigrations(deps.database);
        const stores = createStores(knex);
        const config = await readApiManagementConfig(deps.config);
        registerPermissions(deps.permissionsRegistry, stores, deps.logger);
        const capabilities = createCapabilities({
          ...stores,
          config,
          drivers,
          envelope: new SecretEnvelopes({
            ownKey: config.envelopeKey,
            dataKeys,
            installation: () => stores.stackStore.installation(),
          }),
          access: new AccessControl(deps.permissions, deps.permissionsRegistry),
          callers: new RequestCallers(deps),
          auditor: deps.auditor,
          notices: new Notices({ ...deps, config }),
          events: deps.events,
          sinks,
          metrics: deps.metrics,
          logger: deps.logger,
        });
        // The scheduler makes tables of its own with the first task, and does not wait for another replica.
        await inTurn(knex, () => runCapabilities(capabilities, deps));
        deps.httpRouter.use(await createRouter(capabilities, deps.logger));
      },
    });
  },
});

function requireOnlyOne(known: DataKeys | undefined, { scheme }: DataKeys) {
  if (known) {
    throw new ConflictError(
      `Two modules make data keys, ${known.scheme} and ${scheme}; configure one of them only`,
    );
  }
}

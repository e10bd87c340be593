import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  gatewayDriversExtensionPoint,
  readinessChecksServiceRef,
} from '@oaf/backstage-plugin-api-management-node';
import { inTurn } from '@oaf/backstage-plugin-api-management-node/database';
import { readLocalGatewayConfig } from './config';
import { createLocalGateway } from './createLocalGateway';
import { migrateDatabase } from './database/migrateDatabase';
import { describeOtherFolder } from './usage/config';

/**
 * The embedded gateway: a GatewayDriver of type `local`, which counts by its access log.
 * It stays out of the way when `apiManagement.gateways.local` is not set.
 *
 * @public
 */
export const apiManagementModuleLocal = createBackendModule({
  pluginId: 'api-management',
  moduleId: 'local',
  register(registration) {
    registration.registerInit({
      deps: {
        rootConfig: coreServices.rootConfig,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        lifecycle: coreServices.lifecycle,
        database: coreServices.database,
        scheduler: coreServices.scheduler,
        drivers: gatewayDriversExtensionPoint,
        readiness: readinessChecksServiceRef,
      },
      async init(deps) {
        const config = readLocalGatewayConfig(deps.rootConfig);
        if (!config) {
          deps.logger.info(
            'No embedded gateway: apiManagement.gateways.local is not set',
          );
          return;
        }
        const problem = describeOtherFolder(
          deps.rootConfig,
          config.accessLog.folder,
        );
        if (problem) {
          deps.logger.warn(problem);
        }
        const knex = await deps.database.getClient();
        if (!deps.database.migrations?.skip) {
          await migrateDatabase(knex);
        }
        const gateway = await createLocalGateway({
          config,
          knex,
          metrics: deps.metrics,
          logger: deps.logger,
        });
        deps.drivers.addDriver(gateway.driver);
        // The scheduler makes tables of its own with the first task, and does not wait for another replica.
        await inTurn(knex, () =>
          deps.scheduler.scheduleTask({
            id: 'api-management-local-gateway-purge',
            frequency: { minutes: 5 },
            timeout: { minutes: 4 },
            initialDelay: { minutes: 1 },
            fn: () => gateway.purge(),
          }),
        );
        deps.readiness.add(() =>
          gateway.isOpen() ? undefined : 'The embedded gateway does not listen',
        );
        await gateway.open();
        deps.lifecycle.addShutdownHook(() => gateway.close());
        deps.logger.info(`The embedded gateway serves ${config.baseUrl}`);
      },
    });
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  gatewayDriversExtensionPoint,
  usageEngineExtensionPoint,
} from '@oaf/backstage-plugin-api-management-node';
import type { UsageEngine } from '@oaf/backstage-plugin-api-management-node';
import { GatewayDrivers } from './accounts/GatewayDrivers';
import { registerPermissions } from './authorization/registerPermissions';
import { readApiManagementConfig } from './config';
import { createServices } from './createServices';
import { applyMigrations } from './database/applyMigrations';
import { createRouter } from './router';
import { scheduleTasks } from './scheduleTasks';

/** The api-management backend plugin. @public */
export const apiManagementPlugin = createBackendPlugin({
  pluginId: 'api-management',
  register(env) {
    const drivers = new GatewayDrivers();
    let engine: UsageEngine | undefined;
    env.registerExtensionPoint(gatewayDriversExtensionPoint, {
      addDriver: driver => drivers.add(driver),
    });
    env.registerExtensionPoint(usageEngineExtensionPoint, {
      setUsageEngine(usageEngine) {
        if (engine) {
          throw new Error(
            'A usage engine is set already; use one usage engine module',
          );
        }
        engine = usageEngine;
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const knex = await applyMigrations(deps.database);
        const config = await readApiManagementConfig(deps.config);
        const services = createServices({
          ...deps,
          config,
          knex,
          drivers,
          engine,
        });
        registerPermissions(deps.permissionsRegistry, services.stores);
        await services.accounts.linkBuiltInAccounts();
        await scheduleTasks({ ...deps, config, services });
        deps.httpRouter.use(await createRouter(services.routes));
      },
    });
  },
});

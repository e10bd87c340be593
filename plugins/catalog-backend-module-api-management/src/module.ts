import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { ApiManagementEntityProvider } from './ApiManagementEntityProvider';
import { createGatewayApiChangeReader } from './GatewayApiChangeReader';
import { readSchedule } from './config';

/** Adds {@link ApiManagementEntityProvider} to the catalog. @public */
export const catalogModuleApiManagement = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'api-management',
  register({ registerInit }) {
    registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        logger: coreServices.logger,
      },
      async init({ catalog, config, auth, discovery, scheduler, logger }) {
        const provider = new ApiManagementEntityProvider({
          read: createGatewayApiChangeReader({ auth, discovery }),
          taskRunner: scheduler.createScheduledTaskRunner(readSchedule(config)),
          logger,
        });
        catalog.addEntityProvider(provider);
      },
    });
  },
});

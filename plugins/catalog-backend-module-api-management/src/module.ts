import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { ApiManagementEntityProvider } from './ApiManagementEntityProvider';
import { createGatewayApiChangeReader } from './GatewayApiChangeReader';
import { createOwnEntityReader } from './OwnEntityReader';
import { readSchedule } from './config';

/** Adds {@link ApiManagementEntityProvider} to the catalog. @public */
export const catalogModuleApiManagement = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'api-management',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        logger: coreServices.logger,
      },
      async init({
        processing,
        catalog,
        config,
        auth,
        discovery,
        scheduler,
        logger,
      }) {
        const provider = new ApiManagementEntityProvider({
          read: createGatewayApiChangeReader({ auth, discovery }),
          readOwnEntities: createOwnEntityReader({ auth, catalog }),
          taskRunner: scheduler.createScheduledTaskRunner(readSchedule(config)),
          logger,
        });
        processing.addEntityProvider(provider);
      },
    });
  },
});

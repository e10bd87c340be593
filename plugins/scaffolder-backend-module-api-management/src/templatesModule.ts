import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readStackTemplates } from './templates/readStackTemplates';
import { StackTemplateProvider } from './templates/StackTemplateProvider';

/** Adds the software templates to the catalog. @public */
export const catalogModuleApiManagementTemplates = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'api-management-templates',
  register({ registerInit }) {
    registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        logger: coreServices.logger,
      },
      async init({ processing, auth, discovery, scheduler, logger }) {
        processing.addEntityProvider(
          new StackTemplateProvider({
            read: readStackTemplates({ auth, discovery }),
            // Every process knows by itself what it applied last.
            taskRunner: scheduler.createScheduledTaskRunner({
              scope: 'local',
              frequency: { seconds: 15 },
              timeout: { seconds: 30 },
            }),
            logger,
          }),
        );
      },
    });
  },
});

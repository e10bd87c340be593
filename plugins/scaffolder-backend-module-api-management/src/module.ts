import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createProductAction } from './actions/createProduct';
import { createDeployCloudFormationAction } from './actions/deployCloudFormation';
import { createDeployInfrastructureAction } from './actions/deployInfrastructure';
import { createDestroyInfrastructureAction } from './actions/destroyInfrastructure';
import { createImportApiAction } from './actions/importApi';

/** Adds the actions to the scaffolder. @public */
export const scaffolderModuleApiManagement = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'api-management',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, ...services }) {
        actions.addActions(
          createProductAction(services),
          createDeployCloudFormationAction(services),
          createDeployInfrastructureAction(services),
          createDestroyInfrastructureAction(services),
          createImportApiAction(services),
        );
      },
    });
  },
});

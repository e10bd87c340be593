import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createDeployCloudFormationAction } from './actions/deployCloudFormation';
import { createDeployInfrastructureAction } from './actions/deployInfrastructure';
import { createDestroyInfrastructureAction } from './actions/destroyInfrastructure';

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
          createDeployCloudFormationAction(services),
          createDeployInfrastructureAction(services),
          createDestroyInfrastructureAction(services),
        );
      },
    });
  },
});

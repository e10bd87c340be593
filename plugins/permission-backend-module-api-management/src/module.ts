import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readOtherPermissions, readRoleGroups } from './config';
import { RolePolicy } from './RolePolicy';

/** Makes {@link RolePolicy} the backend's permission policy. @public */
export const permissionModuleApiManagement = createBackendModule({
  pluginId: 'permission',
  moduleId: 'api-management',
  register({ registerInit }) {
    registerInit({
      deps: {
        policy: policyExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, config, logger, userInfo }) {
        const groups = readRoleGroups(config);
        if (groups.administrators.length === 0) {
          logger.warn(
            'No group is named in permission.apiManagement.roles.administrators: nobody can link accounts',
          );
        }
        const otherPermissions = readOtherPermissions(config);
        policy.setPolicy(
          new RolePolicy({ userInfo, groups, otherPermissions }),
        );
      },
    });
  },
});

import { usePermission } from '@backstage/plugin-permission-react';
import {
  type DeploymentAction,
  infrastructureDeployPermission,
  infrastructureDestroyPermission,
} from '@oaf/backstage-plugin-api-management-common';

const permissions = {
  deploy: infrastructureDeployPermission,
  destroy: infrastructureDestroyPermission,
};

/** Whether the reader may deploy, or destroy, stacks. */
export const useMayDeploy = (action: DeploymentAction = 'deploy') =>
  usePermission({ permission: permissions[action] }).allowed;

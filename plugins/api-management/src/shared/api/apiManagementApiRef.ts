import { createApiRef } from '@backstage/frontend-plugin-api';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';

/** Client of the api-management backend. @public */
export const apiManagementApiRef = createApiRef<ApiManagementClient>().with({
  id: 'plugin.api-management.client',
  pluginId: 'api-management',
});

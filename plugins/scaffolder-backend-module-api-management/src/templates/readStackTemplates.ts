import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { createApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import type { StackTemplateReader } from './StackTemplateProvider';

/** Reads from the api-management backend, as the plugin it runs in. */
export function readStackTemplates(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): StackTemplateReader {
  const { auth, discovery } = options;
  return async signal => {
    const client = createApiManagementClient({
      discoveryApi: discovery,
      fetchApi: { fetch: (url, init) => fetch(url, { ...init, signal }) },
    });
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'api-management',
    });
    const { items } = await client.listStackTemplates({}, { token });
    return items;
  };
}

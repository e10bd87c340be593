import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  createApiManagementClient,
  type GatewayApiChangePage,
} from '@oaf/backstage-plugin-api-management-common';

/**
 * Reads a page of changes after the cursor; without a cursor the first page of all.
 *
 * @public
 */
export type GatewayApiChangeReader = (
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<GatewayApiChangePage>;

/**
 * Reads from the api-management backend, as the catalog plugin itself.
 *
 * @public
 */
export function createGatewayApiChangeReader(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): GatewayApiChangeReader {
  const { auth, discovery } = options;
  return async (cursor, signal) => {
    const client = createApiManagementClient({
      discoveryApi: discovery,
      fetchApi: { fetch: (url, init) => fetch(url, { ...init, signal }) },
    });
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'api-management',
    });
    return client.listGatewayApiChanges({ query: { cursor } }, { token });
  };
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { createApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import type { ActionServices } from '../actions/ActionServices';

/** Milliseconds for an answer of the backend. */
const PATIENCE = 30_000;

/** The api-management backend, asked as the person who runs the template. */
export function portalOf(
  services: ActionServices,
  credentials: () => Promise<BackstageCredentials>,
) {
  return {
    client: createApiManagementClient({
      discoveryApi: services.discovery,
      fetchApi: {
        fetch: (url, init) =>
          fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) }),
      },
    }),
    /** For each request anew: a token lives for minutes, a task for longer. */
    token: async () =>
      services.auth.getPluginRequestToken({
        onBehalfOf: await credentials(),
        targetPluginId: 'api-management',
      }),
  };
}

export type Portal = ReturnType<typeof portalOf>;

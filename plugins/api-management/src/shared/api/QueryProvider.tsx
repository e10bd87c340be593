import { useApi } from '@backstage/frontend-plugin-api';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { apiManagementApiRef } from './apiManagementApiRef';
import { errorStatus, isSessionOver } from './errorMessage';

const isCallersMistake = (error: Error) =>
  isSessionOver(error) || (errorStatus(error) ?? 500) < 500;

/** A cache for answers of the backend; a caller's mistake is not tried again. */
const createCache = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Otherwise what is asked for while the browser believes itself offline neither ends nor fails.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && !isCallersMistake(error),
      },
    },
  });

/**
 * A cache for each client of the backend, and so one for the app and its life. Backstage mounts its pages anew when the
 * theme changes; a write that is on its way then must still make them read again.
 */
const caches = new WeakMap<ApiManagementClient, QueryClient>();

function cacheOf(client: ApiManagementClient): QueryClient {
  const cache = caches.get(client) ?? createCache();
  caches.set(client, cache);
  return cache;
}

/** Gives the queries below it their cache. */
export function QueryProvider({ children }: PropsWithChildren<{}>) {
  return (
    <QueryClientProvider client={cacheOf(useApi(apiManagementApiRef))}>
      {children}
    </QueryClientProvider>
  );
}

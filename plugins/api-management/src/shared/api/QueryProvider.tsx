import { ResponseError } from '@backstage/errors';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type PropsWithChildren, useState } from 'react';

const isCallersMistake = (error: unknown) =>
  error instanceof ResponseError && error.statusCode < 500;

/** A cache for answers of the backend; a caller's mistake is not tried again. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !isCallersMistake(error),
      },
    },
  });

/** The value shared by all extensions of the plugin in the new frontend system. */
export const useSharedQueryClient = () => useState(createQueryClient)[0];

/** Gives the queries below it their cache. */
export function QueryProvider(
  props: PropsWithChildren<{ value?: QueryClient }>,
) {
  const own = useSharedQueryClient();
  return (
    <QueryClientProvider client={props.value ?? own}>
      {props.children}
    </QueryClientProvider>
  );
}

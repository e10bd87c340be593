import { useApi } from '@backstage/frontend-plugin-api';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import {
  keepPreviousData,
  type UseQueryOptions,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { apiManagementApiRef } from './apiManagementApiRef';
import { errorStatus } from './errorMessage';
import { rootKey } from './rootKey';
import { useReread } from './useReread';

/** Name of an operation of the backend, e.g. `getProduct`. */
export type OperationName = keyof ApiManagementClient;
/** What an operation is asked with. */
export type OperationRequest<Name extends OperationName> = Parameters<
  ApiManagementClient[Name]
>[0];
/** What an operation answers. */
export type OperationAnswer<Name extends OperationName> = Awaited<
  ReturnType<ApiManagementClient[Name]>
>;

type Call<Name extends OperationName> = (
  request: OperationRequest<Name>,
) => Promise<OperationAnswer<Name>>;

/** Another page, order, time or choice of the same thing is loading. */
const keepsFormerAnswer = (name: OperationName) =>
  name.startsWith('list') ||
  ['getUsage', 'getTrustSetup', 'getBatchTrustSetup'].includes(name);

/** Key of an operation's answer in the cache. */
export const operationKey = <Name extends OperationName>(
  name: Name,
  request: OperationRequest<Name>,
) => [rootKey, name, request] as const;

/**
 * Reads through an operation, e.g. `useOperation('getProduct', { path: { productId } })`.
 * The former answer stays visible while another page of a list is loading.
 */
export function useOperation<Name extends OperationName>(
  name: Name,
  request: OperationRequest<Name>,
  options?: Pick<
    UseQueryOptions<OperationAnswer<Name>>,
    'enabled' | 'refetchInterval' | 'staleTime'
  >,
) {
  const client = useApi(apiManagementApiRef);
  return useQuery<OperationAnswer<Name>>({
    ...options,
    queryKey: operationKey(name, request),
    queryFn: () => (client[name] as Call<Name>)(request),
    placeholderData: keepsFormerAnswer(name) ? keepPreviousData : undefined,
  });
}

/** What the reader looks at is not what is there. */
const isOutdated = (error: Error) =>
  [404, 409].includes(errorStatus(error) ?? 0);

/**
 * Writes through an operation. When it succeeded, or was refused because things changed meanwhile, everything that was
 * read before is read again.
 */
export function useOperationMutation<Name extends OperationName>(name: Name) {
  const client = useApi(apiManagementApiRef);
  const reread = useReread();
  return useMutation<OperationAnswer<Name>, Error, OperationRequest<Name>>({
    mutationFn: request => (client[name] as Call<Name>)(request),
    onSuccess: reread,
    onError: error => {
      if (isOutdated(error)) {
        // Not awaited: the error is told at once.
        reread();
      }
    },
  });
}

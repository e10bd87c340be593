import type {
  Deployment,
  Stack,
} from '@oaf/backstage-plugin-api-management-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { apiManagementApiRef, rootKey } from '../../shared';

/** The stack that a deployment is of; null while it is not deployed. */
export function useStackOf(deployment: Deployment) {
  const client = useApi(apiManagementApiRef);
  const { accountLinkId, template, region, stackName } = deployment;
  return useQuery<Stack | null>({
    queryKey: [rootKey, 'stackOf', accountLinkId, template, region, stackName],
    queryFn: async () => {
      const { items } = await client.listStacks({
        query: { accountLinkId, template, limit: 200 },
      });
      const isMeant = (stack: Stack) =>
        stack.name === stackName && stack.region === region;
      return items.find(isMeant) ?? null;
    },
  });
}

import { useApi } from '@backstage/frontend-plugin-api';
import {
  type ApiManagementClient,
  type Deployment,
  type DeploymentEvent,
  isDeploymentOver,
} from '@oaf/backstage-plugin-api-management-common';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { apiManagementApiRef, rootKey } from '../../shared';
import { deploymentPace } from './useDeployment';

type Known = { items: DeploymentEvent[]; cursor: number };

/** The events since the cursor of those that are known, appended to them. */
async function readOn(
  client: ApiManagementClient,
  deploymentId: string,
  known: Known,
): Promise<Known> {
  const answer = await client.listDeploymentEvents({
    path: { deploymentId },
    query: { after: known.cursor, limit: 200 },
  });
  const next = {
    items: [...known.items, ...answer.items],
    cursor: answer.cursor,
  };
  return answer.more ? readOn(client, deploymentId, next) : next;
}

/** All events of a deployment, oldest first; new ones are appended while it goes on. */
export function useDeploymentEvents(deployment: Deployment) {
  const client = useApi(apiManagementApiRef);
  const queries = useQueryClient();
  const isOver = isDeploymentOver(deployment.state);
  const queryKey = [rootKey, 'listDeploymentEvents', deployment.id];
  const events = useQuery({
    queryKey,
    queryFn: () =>
      readOn(
        client,
        deployment.id,
        queries.getQueryData<Known>(queryKey) ?? { items: [], cursor: 0 },
      ),
    refetchInterval: deploymentPace(deployment),
  });
  const { refetch } = events;
  useEffect(() => {
    // The last events come with the end, after which nobody asks quickly any more.
    if (isOver) {
      refetch();
    }
  }, [isOver, refetch]);
  return events;
}

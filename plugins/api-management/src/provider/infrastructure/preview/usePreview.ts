import { useApi } from '@backstage/frontend-plugin-api';
import {
  type ApiManagementClient,
  type Deployment,
  type DeploymentInput,
  isDeploymentOver,
  liveDeploymentQuery,
} from '@oaf/backstage-plugin-api-management-common';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import {
  apiManagementApiRef,
  errorStatus,
  useOperation,
  useOperationMutation,
} from '../../../shared';
import { deploymentPace } from '../useDeployment';
import { isOf } from './isOf';

/**
 * Keeps the deployment that shows what an input would change. One of another input, as the form had it before, is
 * discarded, because a stack has one at a time, and then another is started.
 */
export function usePreview(options: {
  input: DeploymentInput;
  /** The one that was started last. */
  deploymentId: string | undefined;
  onChange: (deploymentId: string | undefined) => void;
}) {
  const { input, deploymentId, onChange } = options;
  const former = useOperation(
    'getDeployment',
    { path: { deploymentId: deploymentId ?? '' } },
    {
      enabled: deploymentId !== undefined,
      refetchInterval: ({ state: { data } }) => deploymentPace(data),
    },
  );
  const deployment = deploymentId ? former.data : undefined;
  const isWanted = deployment !== undefined && isOf(input, deployment);
  const isGone =
    deploymentId !== undefined && errorStatus(former.error) === 404;
  const start = useStart(onChange);
  const discard = useDiscard();

  const again = useCallback(() => {
    start.reset();
    discard.reset();
    onChange(undefined);
  }, [start, discard, onChange]);

  useEffect(() => {
    if (deploymentId === undefined && start.isIdle) {
      start.mutate(input);
    }
  }, [deploymentId, start, input]);

  useEffect(() => {
    const isOver = deployment && isDeploymentOver(deployment.state);
    if (isGone || (isOver && !isWanted)) {
      again();
    } else if (deployment && !isWanted && discard.isIdle) {
      discard.mutate(deployment);
    }
  }, [deployment, isWanted, isGone, discard, again]);

  return {
    deployment: isWanted ? deployment : undefined,
    error: start.error ?? discard.error ?? (isGone ? null : former.error),
    again,
  };
}

/** Starts a deployment; one that is under way and does the same is as good. */
function useStart(onChange: (deploymentId: string) => void) {
  const client = useApi(apiManagementApiRef);
  return useMutation<Deployment, Error, DeploymentInput>({
    mutationFn: async input => {
      try {
        return await client.startDeployment({ body: input });
      } catch (error) {
        const same =
          errorStatus(error as Error) === 409 &&
          (await findSame(client, input));
        if (same) {
          return same;
        }
        throw error;
      }
    },
    onSuccess: ({ id }) => onChange(id),
  });
}

async function findSame(client: ApiManagementClient, input: DeploymentInput) {
  const query = liveDeploymentQuery(input);
  const { items } = await client.listDeployments({ query });
  return items.find(live => isOf(input, live));
}

/** Whoever was quicker, or decided otherwise: it is looked at again anyway. */
function useDiscard() {
  const cancel = useOperationMutation('cancelDeployment');
  return {
    isIdle: cancel.isIdle,
    error: errorStatus(cancel.error) === 409 ? null : cancel.error,
    reset: cancel.reset,
    mutate: ({ id }: Deployment) =>
      cancel.mutate({ path: { deploymentId: id } }),
  };
}

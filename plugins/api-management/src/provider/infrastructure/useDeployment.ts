import {
  type Deployment,
  isDeploymentOver,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared';

/** Milliseconds until a deployment is read again. */
export function deploymentPace(deployment: Deployment | undefined) {
  if (!deployment || isDeploymentOver(deployment.state)) {
    return 30_000;
  }
  return deployment.state === 'awaiting-confirmation' ? 5_000 : 1_500;
}

/** One deployment; read again and again, quickly while it goes on. */
export const useDeployment = (deploymentId: string) =>
  useOperation(
    'getDeployment',
    { path: { deploymentId } },
    { refetchInterval: ({ state: { data } }) => deploymentPace(data) },
  );

import type {
  DeploymentDecision,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';

/** Why a decision cannot be made on a deployment that goes on: the key of a sentence. */
export function reasonAgainst(
  decision: DeploymentDecision,
  state: DeploymentState,
) {
  if (state === 'cancelling') {
    return 'deployment.isCancelling';
  }
  if (decision === 'cancel') {
    return 'deployment.removalGoesOn';
  }
  return state === 'executing' || state === 'deleting-kept'
    ? 'deployment.isUnderWay'
    : 'deployment.notKnownYet';
}

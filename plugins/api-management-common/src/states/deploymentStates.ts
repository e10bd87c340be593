import type {
  DeploymentInput,
  DeploymentAction,
  DeploymentState,
} from '../schema/openapi/generated/models';
import { allowedActions, type StateTable } from './StateTable';

/** What people do with a deployment that is under way. @public */
export type DeploymentDecision = 'confirm' | 'cancel';

/** What it does by itself. @public */
export type DeploymentMove =
  | 'upload'
  | 'preview'
  | 'present'
  | 'deleteKept'
  | 'succeed'
  | 'fail'
  | 'stop';

/**
 * `succeed` without `execute` says that there was nothing to change. A deployment that is cancelled may still succeed or
 * fail, when it was too late.
 *
 * @public
 */
export const deploymentStates: StateTable<
  DeploymentState,
  DeploymentDecision | DeploymentMove
> = Object.freeze({
  queued: {
    upload: 'uploading',
    preview: 'previewing',
    succeed: 'succeeded',
    fail: 'failed',
    cancel: 'cancelling',
  },
  uploading: { preview: 'previewing', fail: 'failed', cancel: 'cancelling' },
  previewing: {
    present: 'awaiting-confirmation',
    succeed: 'succeeded',
    fail: 'failed',
    cancel: 'cancelling',
  },
  'awaiting-confirmation': { confirm: 'executing', cancel: 'cancelling' },
  executing: {
    deleteKept: 'deleting-kept',
    succeed: 'succeeded',
    fail: 'failed',
    cancel: 'cancelling',
  },
  'deleting-kept': { succeed: 'succeeded', fail: 'failed' },
  cancelling: { stop: 'cancelled', succeed: 'succeeded', fail: 'failed' },
  succeeded: {},
  failed: {},
  cancelled: {},
});

/**
 * What may be decided on a deployment now. A removal that was confirmed cannot be stopped; but while the stack goes, what
 * it keeps can still be spared.
 *
 * @public
 */
export function deploymentDecisions(deployment: {
  action: DeploymentAction;
  state: DeploymentState;
  deleteKept?: boolean;
}): DeploymentDecision[] {
  const { action, state, deleteKept } = deployment;
  const allowed = allowedActions(deploymentStates, state);
  return (['confirm', 'cancel'] as const).filter(
    decision =>
      allowed.includes(decision) &&
      !(action === 'destroy' && state === 'executing' && !deleteKept),
  );
}

/** Whether a deployment came to an end. @public */
export function isDeploymentOver(state: DeploymentState): boolean {
  return allowedActions(deploymentStates, state).length === 0;
}

const liveStates = (Object.keys(deploymentStates) as DeploymentState[]).filter(
  state => !isDeploymentOver(state),
);

/** The query of `listDeployments` for the one that keeps others from a stack. @public */
export function liveDeploymentQuery(
  stack: Pick<DeploymentInput, 'accountLinkId' | 'region' | 'stackName'>,
) {
  const { accountLinkId, region, stackName } = stack;
  return { accountLinkId, region, stackName, state: liveStates };
}

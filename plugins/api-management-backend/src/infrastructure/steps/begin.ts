import { ConflictError } from '@backstage/errors';
import type { StackState } from '@oaf/backstage-plugin-api-management-node';
import type { Progress } from '../DeploymentQueue';
import { readOwnStack } from './readOwnStack';
import { clearingTokenOf, POLL_MS, type Job, type Step } from './Step';

const REMOVES_REMAINS =
  'Removing what an earlier deployment of this stack left behind when it failed';
const ROLLS_BACK = 'Taking back the update before, which had failed half-way';

const busy = ({ status }: StackState): string =>
  `The stack is being changed right now (${status}), perhaps in the account itself; this deployment goes on when that is over`;

/** Sees whether the stack may be touched, and clears away what a failure left. */
export const begin: Step = async job => {
  const stack = await readOwnStack(job);
  return job.deployment.action === 'deploy'
    ? beginDeploying(job, stack)
    : beginDestroying(job, stack);
};

async function beginDeploying(
  job: Job,
  stack: StackState | undefined,
): Promise<Progress> {
  switch (stack?.condition) {
    case 'busy':
      return {
        delayMs: POLL_MS,
        waitingFor: job.deployment.waitingFor ?? busy(stack),
      };
    case 'dead':
      return removeRemains(job, stack);
    case 'stuck':
      return rollBack(job, stack);
    default:
      return { state: 'uploading', stackId: stack?.stackId };
  }
}

function beginDestroying(
  { deployment }: Job,
  stack: StackState | undefined,
): Progress {
  if (!stack) {
    // What an earlier removal of it kept can still be deleted.
    return deployment.deleteKept && deployment.stackId
      ? { state: 'previewing' }
      : { state: 'succeeded', changed: false };
  }
  return stack.condition === 'busy'
    ? { delayMs: POLL_MS, waitingFor: busy(stack) }
    : { state: 'previewing', stackId: stack.stackId };
}

async function removeRemains(
  job: Job,
  { stackId, status }: StackState,
): Promise<Progress> {
  const { driver, target, call, deployment } = job;
  if (deployment.waitingFor === REMOVES_REMAINS) {
    throw new ConflictError(
      `What an earlier deployment left behind could not be removed (${status}). Remove the stack ${target.stackName} in the account, where its events say what stands in the way, and start again.`,
    );
  }
  await driver.deleteStack({ ...target, stackId }, clearingTokenOf(job), call);
  return { delayMs: POLL_MS, waitingFor: REMOVES_REMAINS };
}

async function rollBack(
  job: Job,
  { stackId, status }: StackState,
): Promise<Progress> {
  const { driver, target, call, deployment } = job;
  if (deployment.waitingFor === ROLLS_BACK) {
    throw new ConflictError(
      `The update before could not be taken back (${status}). Continue its rollback in the account, leaving out the resources that hinder it, and start again.`,
    );
  }
  await driver.continueRollback(
    { ...target, stackId },
    clearingTokenOf(job),
    call,
  );
  return { delayMs: POLL_MS, waitingFor: ROLLS_BACK };
}

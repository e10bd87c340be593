import { ConflictError } from '@backstage/errors';
import type {
  StackRemoval,
  StackResource,
} from '@oaf/backstage-plugin-api-management-node';
import type { Progress } from '../DeploymentQueue';
import { readOwnStack } from './readOwnStack';
import { nameOf, type Job, type Step } from './Step';

/** A change set is made within seconds. */
const LOOK_MS = 1_000;

/** What was shown must still be true when it is confirmed. */
const CONFIRM_WITHIN_MS = 24 * 3_600_000;

/** Finds out what would change. */
export const preview: Step = job =>
  job.deployment.action === 'deploy'
    ? previewChanges(job)
    : previewRemoval(job);

async function previewChanges(job: Job): Promise<Progress> {
  const { driver, target, call } = job;
  const name = nameOf(job);
  const changeSet = await driver.readChangeSet(target, name, call);
  switch (changeSet.status) {
    case 'missing':
      return createChangeSet(job);
    case 'pending':
      return { delayMs: LOOK_MS };
    case 'empty':
      return settleUnchanged(job);
    case 'refused':
      await driver.discardChangeSet(target, name, call);
      throw new ConflictError(changeSet.reason);
    default:
      return present(job);
  }
}

async function createChangeSet(job: Job): Promise<Progress> {
  const { driver, target, deployment, call } = job;
  const stack = await readOwnStack(job);
  await driver.createChangeSet(
    target,
    {
      ...(await job.chosenTemplate()),
      name: nameOf(job),
      isNew: !stack || stack.condition === 'review',
      parameters: { ...deployment.parameters, ...(await job.openSecrets()) },
    },
    call,
  );
  return { delayMs: LOOK_MS };
}

async function settleUnchanged(job: Job): Promise<Progress> {
  const { driver, target, call } = job;
  await driver.discardChangeSet(target, nameOf(job), call);
  const stack = await readOwnStack(job);
  return {
    state: 'succeeded',
    changed: false,
    stackId: stack?.stackId,
    outputs: stack?.outputs,
  };
}

async function present(job: Job): Promise<Progress> {
  const { driver, target, call } = job;
  const changes = await driver.readChanges(target, nameOf(job), call);
  const stack = await driver.readStack(target, call);
  return {
    state: 'awaiting-confirmation',
    stackId: stack?.stackId,
    changes,
    delayMs: CONFIRM_WITHIN_MS,
  };
}

async function previewRemoval({
  driver,
  target,
  deployment,
  call,
}: Job): Promise<Progress> {
  const resources = await driver.listResources(target, call);
  return {
    state: 'awaiting-confirmation',
    changes: resources.map(({ leaves, deletable, ...resource }) => ({
      ...resource,
      action: removalOf({ leaves, deletable }, deployment.deleteKept),
      mayReplace: false,
      properties: [],
    })),
    delayMs: CONFIRM_WITHIN_MS,
  };
}

function removalOf(
  { leaves, deletable }: Pick<StackResource, 'leaves' | 'deletable'>,
  deleteKept: boolean,
): StackRemoval {
  if (!leaves) {
    return 'remove';
  }
  if (deleteKept && deletable) {
    return 'remove-kept';
  }
  return leaves === 'itself' ? 'keep' : 'snapshot';
}

import type {
  StackEvent,
  StackState,
} from '@oaf/backstage-plugin-api-management-node';
import type { Progress } from '../DeploymentQueue';
import { explain, isLastWord, progressOf } from './execute';
import { readOwnStack } from './readOwnStack';
import { clearingTokenOf, nameOf, POLL_MS, type Job, type Step } from './Step';
import { tidyUploads } from './tidyUploads';

/** Takes back what was changed; before anything was, forgets the plan. */
export const cancel: Step = async job => {
  const { driver, target, deployment, call } = job;
  if (deployment.action === 'destroy') {
    // Once it is confirmed it cannot be cancelled: nothing happened so far.
    return { state: 'cancelled' };
  }
  const tokens = [nameOf(job), clearingTokenOf(job)];
  const wanted = { tokens, since: deployment.startedAt };
  const events = deployment.stackId
    ? await driver.readEvents(target, wanted, call)
    : [];
  const { status, ...changeSet } = await driver.readChangeSet(
    target,
    nameOf(job),
    call,
  );
  const executed = 'executed' in changeSet && changeSet.executed;
  return events.some(isOfStack) || executed
    ? takeBack(job, events)
    : discard(job, status === 'missing');
};

function isOfStack({ kind }: StackEvent): boolean {
  return kind !== 'note';
}

async function discard(job: Job, isMissing: boolean): Promise<Progress> {
  const { driver, target, call } = job;
  if (!isMissing) {
    await driver.discardChangeSet(target, nameOf(job), call);
  }
  const stack = await readOwnStack(job).catch(() => undefined);
  if (!stack) {
    await tidyUploads(job);
  }
  return { state: 'cancelled' };
}

async function takeBack(job: Job, events: StackEvent[]): Promise<Progress> {
  const { driver, target, call } = job;
  const stack = await driver.readStack(target, call);
  if (!stack) {
    await tidyUploads(job);
    return { ...progressOf(events), state: 'cancelled' };
  }
  if (stack.condition === 'busy') {
    await driver.takeBack(target, clearingTokenOf(job), call);
    return { ...progressOf(events), delayMs: POLL_MS };
  }
  return whatBecameOfIt(job, stack, events);
}

/** AWS may have been faster, or failed. */
function whatBecameOfIt(
  job: Job,
  { condition, outputs }: StackState,
  events: StackEvent[],
): Progress {
  const progress = progressOf(events);
  if (condition === 'stuck' || condition === 'dead') {
    return { ...progress, state: 'failed', failure: explain(job, events) };
  }
  const last = events.findLast(isLastWord);
  if (!last) {
    return { ...progress, delayMs: POLL_MS };
  }
  return last.kind === 'settled'
    ? { ...progress, state: 'succeeded', outputs }
    : { ...progress, state: 'cancelled' };
}

import { ConflictError } from '@backstage/errors';
import type { StackEvent } from '@oaf/backstage-plugin-api-management-node';
import type { Progress } from '../DeploymentQueue';
import { explainFailure } from './explainFailure';
import { nameOf, POLL_MS, type Job, type Step } from './Step';
import { tidyUploads } from './tidyUploads';

/** Has AWS make the changes, and follows it. */
export const execute: Step = async job => {
  const events = await job.driver.readEvents(
    job.target,
    { tokens: [nameOf(job)], since: job.deployment.startedAt },
    job.call,
  );
  return job.deployment.action === 'deploy'
    ? deploy(job, events)
    : destroy(job, events);
};

async function deploy(job: Job, events: StackEvent[]): Promise<Progress> {
  if (events.length === 0) {
    return setOff(job);
  }
  const stack = await job.driver.readStack(job.target, job.call);
  const progress = progressOf(events);
  const last = events.findLast(isLastWord);
  if (stack && (!last || stack.condition === 'busy')) {
    return { ...progress, delayMs: POLL_MS };
  }
  if (last?.kind === 'settled') {
    return { ...progress, state: 'succeeded', outputs: stack?.outputs };
  }
  if (!stack) {
    await tidyUploads(job);
  }
  return { ...progress, state: 'failed', failure: explain(job, events) };
}

async function setOff(job: Job): Promise<Progress> {
  const { driver, target, call } = job;
  const name = nameOf(job);
  const changeSet = await driver.readChangeSet(target, name, call);
  if (changeSet.status !== 'ready') {
    throw new ConflictError(
      'What was shown is gone: somebody removed its change set in the account. Start the deployment again.',
    );
  }
  if (!changeSet.executed) {
    await driver.executeChangeSet(target, { name, token: name }, call);
  }
  return { delayMs: POLL_MS };
}

async function destroy(job: Job, events: StackEvent[]): Promise<Progress> {
  const { driver, target, call } = job;
  const stack = await driver.readStack(target, call);
  if (!stack) {
    return settleRemoval(job, progressOf(events));
  }
  if (events.some(({ kind }) => kind === 'undone')) {
    const failure = explain(job, events);
    return { ...progressOf(events), state: 'failed', failure };
  }
  if (stack.condition !== 'busy') {
    await driver.deleteStack(target, nameOf(job), call);
  }
  return { ...progressOf(events), delayMs: POLL_MS };
}

/** What the stack kept is deleted when it is gone, so that nothing uses it any more. */
async function settleRemoval(job: Job, progress: Progress): Promise<Progress> {
  if (job.deployment.deleteKept) {
    return { ...progress, state: 'deleting-kept' };
  }
  await tidyUploads(job);
  return { ...progress, state: 'succeeded' };
}

export function isLastWord({ kind }: StackEvent): boolean {
  return kind === 'settled' || kind === 'undone' || kind === 'removed';
}

export function explain({ driver }: Job, events: StackEvent[]) {
  return explainFailure(events, event => driver.remedyOf(event));
}

export function progressOf(
  events: StackEvent[],
): Pick<Progress, 'events' | 'resourcesDone'> {
  const done = events.filter(({ kind }) => kind === 'done');
  return {
    events,
    resourcesDone: new Set(done.map(({ resource }) => resource)).size,
  };
}

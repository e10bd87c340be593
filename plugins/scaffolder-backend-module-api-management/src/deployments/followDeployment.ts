import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Deployment,
  DeploymentEvent,
} from '@oaf/backstage-plugin-api-management-common';
import { type Deployments, hasStatus } from './Deployments';
import { patiently } from './patiently';

/** Milliseconds between two looks. */
const INTERVAL = 2_000;

type Followed = {
  deployments: Deployments;
  id: string;
  /** Confirms the changes as soon as they are known. */
  confirm: boolean;
  logger: LoggerService;
  signal: AbortSignal | undefined;
  /** Where a person sees and confirms it. */
  page: string;
};

/**
 * Tells in the log how a deployment goes on, until it is over. Cancels it when the task is cancelled.
 *
 * @throws Error when it failed or was cancelled
 */
export async function followDeployment(options: Followed): Promise<Deployment> {
  const { signal, logger, page } = options;
  logger.info(`Details: ${page}`);
  try {
    return await follow(options);
  } catch (error) {
    if (signal?.aborted) {
      await cancel(options);
    }
    throw error;
  }
}

async function follow(options: Followed): Promise<Deployment> {
  const { deployments, id, logger, signal } = options;
  let state: string | undefined;
  let cursor = 0;
  for (;;) {
    const deployment = await patiently(() => deployments.get(id), signal);
    cursor = await tellEvents(options, cursor);
    if (deployment.state !== state) {
      state = deployment.state;
      logger.info(describeState(deployment));
      if (state === 'awaiting-confirmation') {
        await tellChanges(options);
        await haveConfirmed(options);
      }
    }
    if (deployment.endedAt) {
      return succeeded(deployment, options.page);
    }
    await sleep(INTERVAL, undefined, { signal });
  }
}

/** The cursor after the last event that was told. */
async function tellEvents(options: Followed, after: number): Promise<number> {
  const { deployments, id, logger, signal } = options;
  const { items, cursor, more } = await patiently(
    () => deployments.eventsAfter(id, after),
    signal,
  );
  items.forEach(event => logger.info(describeEvent(event)));
  return more ? tellEvents(options, cursor) : cursor;
}

async function tellChanges({ deployments, id, logger, signal }: Followed) {
  const { items, totalItems } = await patiently(
    () => deployments.changes(id),
    signal,
  );
  logger.info(`Changes of ${totalItems} resources:`);
  for (const { action, resource, type } of items) {
    logger.info(`  ${action} ${resource} (${type})`);
  }
  if (totalItems > items.length) {
    logger.info(`  and ${totalItems - items.length} more`);
  }
}

async function haveConfirmed(options: Followed) {
  const { deployments, id, logger, signal, page } = options;
  if (!options.confirm) {
    logger.info(`Waiting for somebody to confirm them at ${page}`);
    return;
  }
  try {
    await patiently(() => deployments.confirm(id), signal);
  } catch (error) {
    // Confirmed already: by somebody on the page, or by us when the answer was lost.
    if (!hasStatus(error, 409)) {
      throw error;
    }
  }
}

async function cancel({ deployments, id, logger, page }: Followed) {
  try {
    await deployments.cancel(id);
    logger.info('The deployment is being cancelled, too');
  } catch {
    logger.warn(`The deployment could not be cancelled; it goes on: ${page}`);
  }
}

function describeState({ state, stackName, waitingFor, progress }: Deployment) {
  const counted =
    state === 'executing' && progress.total > 0
      ? ` (${progress.done} of ${progress.total} resources)`
      : '';
  return `${stackName} is ${state}${counted}${
    waitingFor ? `: ${waitingFor}` : ''
  }`;
}

function describeEvent({ resource, status, type, reason }: DeploymentEvent) {
  return `${status} ${resource} (${type})${reason ? `: ${reason}` : ''}`;
}

function succeeded(deployment: Deployment, page: string): Deployment {
  const { state, failure, stackName } = deployment;
  if (state === 'succeeded') {
    return deployment;
  }
  if (state === 'cancelled') {
    throw new Error(`The deployment of ${stackName} was cancelled: ${page}`);
  }
  const root = failure?.resource
    ? ` ${failure.resource}: ${failure.reason ?? ''}`
    : '';
  throw new Error(`${failure?.message ?? 'It failed.'}${root} ${page}`);
}

import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { isDeploymentOver } from '@oaf/backstage-plugin-api-management-common';
import type { StackEvent } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { inChunks } from '../database/inChunks';
import type { DeploymentQueue, Progress } from './DeploymentQueue';
import { LeaseLostError } from '../leases/LeaseLostError';
import {
  changeColumns,
  eventColumns,
  toDeployment,
  type DeploymentRow,
} from './deploymentRows';
import { addStep, nextPosition } from './deploymentStepQueries';
import type { StoredDeployment } from './DeploymentStore';
import { forgetStack, keepStack } from './stackWriteQueries';

/** Rows of one statement; SQLite takes no more than 32,766 values. */
const CHUNK = 500;

export class DatabaseDeploymentQueue implements DeploymentQueue {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async lease({ leaseMs, limit }: { leaseMs: number; limit: number }) {
    const now = Date.now();
    const due = (query: Knex.QueryBuilder) =>
      query
        .where('next_attempt_at', '<=', now)
        .where('leased_until', '<=', now);
    const candidates: Array<{ id: string; fence: number }> = await due(
      this.#knex('deployments'),
    )
      .orderBy('next_attempt_at')
      .limit(limit)
      .select('id', 'fence');
    const leased: StoredDeployment[] = [];
    for (const { id, fence } of candidates) {
      const taken = await due(
        this.#knex('deployments').where({ id, fence }),
      ).update({ leased_until: now + leaseMs, fence: fence + 1 });
      if (taken > 0) {
        const row = await this.#knex('deployments').where({ id }).first();
        leased.push({ ...toDeployment(row), fence: fence + 1 });
      }
    }
    return leased;
  }

  async record(
    deployment: StoredDeployment,
    progress: Progress,
    leaseMs: number,
  ): Promise<StoredDeployment> {
    return transaction(this.#knex, async trx => {
      await write(trx, deployment, stepColumns(deployment, progress, leaseMs));
      const row: DeploymentRow = await trx('deployments')
        .where({ id: deployment.id })
        .first();
      await writeParts(trx, deployment.id, progress);
      if (progress.state && progress.state !== deployment.state) {
        await addStep(trx, deployment.id, progress.state, null);
      }
      await settle(trx, row);
      return toDeployment(row);
    });
  }

  async postpone(
    deployment: StoredDeployment,
    { waitingFor, delayMs }: { waitingFor: string; delayMs: number },
  ): Promise<void> {
    await write(this.#knex, deployment, {
      attempts: deployment.attempts + 1,
      waiting_for: waitingFor,
      next_attempt_at: Date.now() + delayMs,
      leased_until: 0,
    });
  }

  async renew(
    { id, fence }: StoredDeployment,
    leaseMs: number,
  ): Promise<boolean> {
    const renewed = await this.#knex('deployments')
      .where({ id, fence })
      .update({ leased_until: Date.now() + leaseMs });
    return renewed > 0;
  }

  async release({ id, fence }: StoredDeployment): Promise<void> {
    await this.#knex('deployments')
      .where({ id, fence })
      .update({ leased_until: 0 });
  }
}

/** @throws LeaseLostError when somebody else raised the fence meanwhile */
async function write(
  knex: Knex,
  { id, fence }: StoredDeployment,
  columns: object,
) {
  const written = await knex('deployments')
    .where({ id, fence })
    .update({ ...columns, updated_at: Date.now() });
  if (written === 0) {
    throw new LeaseLostError(`Somebody else works on deployment ${id} by now`);
  }
}

function stepColumns(
  deployment: StoredDeployment,
  progress: Progress,
  leaseMs: number,
) {
  const now = Date.now();
  const state = progress.state ?? deployment.state;
  const { delayMs, changes, failure, outputs } = progress;
  const ended = isDeploymentOver(state);
  return {
    state,
    attempts: 0,
    waiting_for: progress.waitingFor ?? null,
    next_attempt_at: ended ? null : now + (delayMs ?? 0),
    leased_until: ended || delayMs ? 0 : now + leaseMs,
    ...(ended && { ended_at: now }),
    ...(needsSecrets(state) ? {} : { sealed_parameters: null }),
    ...(progress.stackId && { stack_id: progress.stackId }),
    ...(progress.changed !== undefined && { changed: progress.changed }),
    ...(changes && { resources_total: changes.length }),
    ...(progress.resourcesDone !== undefined && {
      resources_done: progress.resourcesDone,
    }),
    ...(outputs && { outputs: JSON.stringify(outputs) }),
    ...(failure && { failure: JSON.stringify(failure) }),
  };
}

function needsSecrets(state: StoredDeployment['state']): boolean {
  return state === 'queued' || state === 'uploading' || state === 'previewing';
}

async function writeParts(
  trx: Transaction,
  deploymentId: string,
  { changes, events }: Progress,
) {
  if (changes) {
    await trx('deployment_changes')
      .where({ deployment_id: deploymentId })
      .delete();
    const rows = changes.map((change, index) => ({
      deployment_id: deploymentId,
      position: index + 1,
      ...changeColumns(change),
    }));
    await insertAll(trx, 'deployment_changes', rows);
  }
  if (events && events.length > 0) {
    await writeEvents(trx, deploymentId, events);
  }
}

async function writeEvents(
  trx: Transaction,
  deploymentId: string,
  events: StackEvent[],
) {
  const known = new Set<string>(
    await trx('deployment_events')
      .where({ deployment_id: deploymentId })
      .pluck('event_key'),
  );
  const first = await nextPosition(trx, 'deployment_events', deploymentId);
  const rows = events
    .map(eventColumns)
    .filter(({ event_key: key }) => !known.has(key))
    .map((columns, index) => ({
      deployment_id: deploymentId,
      position: first + index,
      ...columns,
    }));
  await insertAll(trx, 'deployment_events', rows);
}

async function insertAll(trx: Transaction, table: string, rows: object[]) {
  for (const chunk of inChunks(rows, CHUNK)) {
    await trx(table).insert(chunk);
  }
}

/**
 * What is over gives its place free and needs no template any more; a success keeps or forgets the stack, which is
 * gone before what it kept is.
 */
async function settle(trx: Transaction, row: DeploymentRow) {
  if (row.state === 'deleting-kept') {
    await forgetStack(trx, row);
  }
  if (!isDeploymentOver(row.state)) {
    return;
  }
  if (row.state === 'succeeded') {
    await (row.action === 'deploy' ? keepStack : forgetStack)(trx, row);
  }
  await trx('deployment_templates').where({ deployment_id: row.id }).delete();
  await trx('deployments').where({ id: row.id }).update({ live_key: null });
}

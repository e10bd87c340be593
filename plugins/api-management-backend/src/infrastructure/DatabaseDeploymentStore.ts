import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { readPage, type PageRequest } from '../database/page';
import {
  newDeploymentColumns,
  toChange,
  toDeployment,
  toEvent,
  toStep,
  type ChangeRow,
  type DeploymentRow,
} from './deploymentRows';
import { addStep } from './deploymentStepQueries';
import type {
  Decision,
  DeploymentFilter,
  DeploymentStore,
  NewDeployment,
  StackPlace,
  StoredDeployment,
} from './DeploymentStore';

const order = {
  columns: { startedAt: 'started_at' },
  default: 'startedAt:desc',
  idColumn: 'id',
  select: '*',
};

const changeOrder = {
  columns: { position: 'position' },
  default: 'position:asc',
  idColumn: 'position',
  select: '*',
};

export class DatabaseDeploymentStore implements DeploymentStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(deployment: NewDeployment): Promise<void> {
    const now = Date.now();
    try {
      await transaction(this.#knex, async trx => {
        await trx('deployments').insert(newDeploymentColumns(deployment, now));
        await keepTemplate(trx, deployment);
        await addStep(trx, deployment.id, 'queued', deployment.startedBy);
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(await this.#whoIsFirst(deployment));
      }
      throw error;
    }
  }

  async find(id: string): Promise<StoredDeployment | undefined> {
    const row = await this.#knex('deployments').where({ id }).first();
    return row && toDeployment(row);
  }

  async findTemplateBody(id: string): Promise<string | undefined> {
    const row = await this.#knex('deployment_templates')
      .where({ deployment_id: id })
      .first();
    return row?.body;
  }

  async findLatest(
    place: Pick<StackPlace, 'accountLinkId' | 'region' | 'stackName'>,
  ): Promise<StoredDeployment | undefined> {
    const row = await this.#knex('deployments')
      .where(placeColumns(place))
      .orderBy('started_at', 'desc')
      .first();
    return row && toDeployment(row);
  }

  async list(filter: DeploymentFilter, page: PageRequest) {
    const query = this.#knex('deployments').where(
      withoutUndefined({
        account_link_id: filter.accountLinkId,
        template: filter.template,
        region: filter.region,
        stack_name: filter.stackName,
      }),
    );
    if (filter.state) {
      query.whereIn('state', filter.state);
    }
    const { items, totalItems } = await readPage<DeploymentRow>(
      query,
      { offset: page.offset, limit: page.limit },
      order,
    );
    return { items: items.map(toDeployment), totalItems };
  }

  async listSteps(deploymentIds: string[]) {
    const rows = await this.#knex('deployment_steps')
      .whereIn('deployment_id', deploymentIds)
      .orderBy(['deployment_id', 'position']);
    return rows.map(toStep);
  }

  async listChanges(id: string, page: PageRequest) {
    const { items, totalItems } = await readPage<ChangeRow>(
      this.#knex('deployment_changes').where({ deployment_id: id }),
      page,
      changeOrder,
    );
    return { items: items.map(toChange), totalItems };
  }

  async listEvents(id: string, range: { after: number; limit: number }) {
    const rows = await this.#knex('deployment_events')
      .where({ deployment_id: id })
      .where('position', '>', range.after)
      .orderBy('position')
      .limit(range.limit);
    return rows.map(toEvent);
  }

  async decide(
    { id, state: seen }: Pick<StoredDeployment, 'id' | 'state'>,
    { state, by, spareKept }: Decision,
  ): Promise<void> {
    const now = Date.now();
    await transaction(this.#knex, async trx => {
      const decided = await trx('deployments')
        .where({ id, state: seen })
        .update({
          state,
          ...(spareKept && { delete_kept: false }),
          attempts: 0,
          waiting_for: null,
          next_attempt_at: now,
          updated_at: now,
          leased_until: 0,
          fence: trx.raw('fence + 1'),
        });
      if (decided === 0) {
        throw new ConflictError(
          'The deployment went on in this moment; reload it and decide again',
        );
      }
      await addStep(trx, id, state, by);
    });
  }

  async #whoIsFirst({
    region,
    stackName,
    ...place
  }: StackPlace): Promise<string> {
    const first = await this.#knex('deployments')
      .where(placeColumns({ ...place, region, stackName }))
      .whereNotNull('live_key')
      .first();
    return first
      ? `The stack ${stackName} in ${region} is being deployed by ${first.started_by}: follow deployment ${first.id}, or cancel it, and start again when it is over`
      : `The stack ${stackName} in ${region} was being deployed in this moment; start again`;
  }
}

async function keepTemplate(
  trx: Transaction,
  { id, templateBody: body }: NewDeployment,
) {
  if (body !== undefined) {
    await trx('deployment_templates').insert({ deployment_id: id, body });
  }
}

function placeColumns(
  place: Pick<StackPlace, 'accountLinkId' | 'region' | 'stackName'>,
) {
  return {
    account_link_id: place.accountLinkId,
    region: place.region,
    stack_name: place.stackName,
  };
}

function withoutUndefined(columns: Record<string, string | undefined>) {
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value),
  );
}

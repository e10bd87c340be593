import { randomBytes, randomUUID } from 'node:crypto';
import type { StackDrift } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { readJson } from '../database/json';
import { readPage, type PageRequest } from '../database/page';
import { toTime } from '../database/time';
import { readValues } from './deploymentRows';
import type { StackPlace } from './DeploymentStore';
import { stackKey } from './stackKey';
import type { StackFilter, StackStore, StoredStack } from './StackStore';

type StackRow = {
  id: string;
  account_link_id: string;
  region: string;
  name: string;
  stack_id: string;
  template: string;
  template_hash: string;
  parameters: string;
  outputs: string;
  changed_at: number | string;
  changed_by: string;
  drift: StackDrift['state'];
  drift_detection: string | null;
  drifted_resources: string | null;
  drift_detected_at: number | string | null;
  live_id: string | null;
};

const columns = [
  'stacks.*',
  'deployments.id as live_id',
] as unknown as string[];

const order = {
  columns: { name: 'stacks.name', changedAt: 'stacks.changed_at' },
  default: 'name:asc',
  idColumn: 'stacks.id',
  select: columns,
};

type InstallationRow = { name: string; serial_number: string | null };

export class DatabaseStackStore implements StackStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async installation(): Promise<string> {
    return (await this.#readSelf())?.name ?? this.#makeInstallation();
  }

  async serialNumber(given?: string): Promise<string> {
    return (
      (await this.#readSelf())?.serial_number ?? this.#makeSerialNumber(given)
    );
  }

  async find(id: string): Promise<StoredStack | undefined> {
    return this.#findWhere({ 'stacks.id': id });
  }

  async findAt(place: Omit<StackPlace, 'accountLinkId'>) {
    return this.#findWhere({ stack_key: stackKey(place) });
  }

  async list(filter: StackFilter, page: PageRequest) {
    const query = this.#stacks();
    if (filter.accountLinkId) {
      query.where('stacks.account_link_id', filter.accountLinkId);
    }
    if (filter.template) {
      query.where('stacks.template', filter.template);
    }
    if (filter.ids) {
      query.whereIn('stacks.id', filter.ids);
    }
    const { items, totalItems } = await readPage<StackRow>(query, page, order);
    return { items: items.map(toStack), totalItems };
  }

  async isAlone(place: StackPlace): Promise<boolean> {
    const isOther = (query: Knex.QueryBuilder, key: string) =>
      query
        .where({ account_link_id: place.accountLinkId, region: place.region })
        .whereNot(key, stackKey(place))
        .first(key);
    const stack = await isOther(this.#knex('stacks'), 'stack_key');
    const live = await isOther(this.#knex('deployments'), 'live_key');
    return !stack && !live;
  }

  async requestDrift(id?: string): Promise<void> {
    await this.#knex('stacks')
      .where(id ? { id } : {})
      .whereNot({ drift: 'detecting' })
      .update({ drift: 'detecting', drift_detection: null });
  }

  async listDetecting(): Promise<StoredStack[]> {
    const rows = await this.#stacks()
      .where('stacks.drift', 'detecting')
      .select(columns);
    return rows.map(toStack);
  }

  async recordDrift(
    id: string,
    found: { detection: string } | StackDrift,
  ): Promise<void> {
    await this.#knex('stacks')
      .where({ id, drift: 'detecting' })
      .update(
        'detection' in found
          ? { drift_detection: found.detection }
          : {
              drift: found.state,
              drift_detection: null,
              drifted_resources: JSON.stringify(found.resources),
              drift_detected_at: Date.now(),
            },
      );
  }

  #stacks() {
    return this.#knex('stacks').leftJoin(
      'deployments',
      'deployments.live_key',
      'stacks.stack_key',
    );
  }

  async #findWhere(where: object) {
    const row = await this.#stacks().where(where).first(columns);
    return row && toStack(row);
  }

  async #readSelf(): Promise<InstallationRow | undefined> {
    return this.#knex('installation').where({ id: 'self' }).first();
  }

  async #makeInstallation(): Promise<string> {
    const name = `oaf-${randomBytes(6).toString('hex')}`;
    // Another replica may make it in the same moment.
    await this.#knex('installation')
      .insert({ id: 'self', name })
      .onConflict('id')
      .ignore();
    return (await this.#readSelf())!.name;
  }

  async #makeSerialNumber(given: string = randomUUID()): Promise<string> {
    await this.installation();
    await this.#knex('installation')
      .where({ id: 'self' })
      .whereNull('serial_number')
      .update({ serial_number: given });
    return (await this.#readSelf())!.serial_number!;
  }
}

function toStack(row: StackRow): StoredStack {
  return {
    id: row.id,
    accountLinkId: row.account_link_id,
    region: row.region,
    name: row.name,
    stackId: row.stack_id,
    template: row.template,
    templateHash: row.template_hash,
    parameters: readValues(row.parameters),
    outputs: readValues(row.outputs),
    changedAt: toTime(row.changed_at),
    changedBy: row.changed_by,
    drift: {
      state: row.drift,
      resources:
        readJson<string[]>(
          row.drifted_resources ?? '[]',
          z.array(z.string()),
        ) ?? [],
    },
    driftDetection: row.drift_detection,
    driftDetectedAt: toTime(row.drift_detected_at),
    liveDeploymentId: row.live_id,
  };
}

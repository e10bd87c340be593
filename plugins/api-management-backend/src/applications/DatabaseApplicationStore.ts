import { ConflictError } from '@backstage/errors';
import type { ApplicationFilter } from '@oaf/backstage-plugin-api-management-node';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import { applyVisibility } from '../database/applyVisibility';
import { readPage, whereContains } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import { toTime } from '../database/time';
import { holdVersion } from '../database/versions';
import type { SeenRow } from '../database/versions';
import type { ProductStore } from '../products/ProductStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type {
  ApplicationStore,
  OwnerMove,
  StoredApplication,
} from './ApplicationStore';

type Row = {
  id: string;
  title: string;
  description: string | null;
  owner: string;
  version: number;
  created_by: string;
  created_at: number | string;
  updated_at: number | string;
};

const order = {
  columns: { title: 'title', createdAt: 'created_at' },
  default: 'title:asc',
  idColumn: 'id',
  select: '*',
};

export class DatabaseApplicationStore implements ApplicationStore {
  readonly #knex: Knex;
  readonly #subscriptions: SubscriptionStore;
  readonly #products: ProductStore;
  readonly #provisioning: ProvisioningQueue;

  constructor(
    knex: Knex,
    stores: {
      subscriptionStore: SubscriptionStore;
      productStore: ProductStore;
      provisioningQueue: ProvisioningQueue;
    },
  ) {
    this.#knex = knex;
    this.#subscriptions = stores.subscriptionStore;
    this.#products = stores.productStore;
    this.#provisioning = stores.provisioningQueue;
  }

  async list(
    filter: { search?: string; owners?: string[] },
    visibility: Visibility<ApplicationFilter>,
    page: PageRequest,
  ): Promise<Page<StoredApplication>> {
    const query = this.#knex('applications');
    if (filter.search) {
      whereContains(query, ['title', 'description'], filter.search);
    }
    if (filter.owners) {
      query.whereIn('owner', filter.owners);
    }
    applyVisibility(query, visibility, { owner: 'owner' });
    const rows = await readPage<Row>(query, page, order);
    return { ...rows, items: rows.items.map(toApplication) };
  }

  async find(id: string): Promise<StoredApplication | undefined> {
    const row: Row | undefined = await this.#knex('applications')
      .where({ id })
      .first();
    return row && toApplication(row);
  }

  async insert(application: StoredApplication): Promise<void> {
    await this.#knex('applications').insert(fromApplication(application));
  }

  async update(
    application: StoredApplication,
    moved?: OwnerMove,
  ): Promise<void> {
    const { id, version } = application;
    await transaction(this.#knex, async trx => {
      await holdApplication(trx, application);
      if (moved) {
        const ids = await this.#subscriptions.liveProductIds(id, trx);
        moved.require(await this.#products.hold(ids, trx));
        await this.#subscriptions.addEventToLive(id, moved.event, trx);
      }
      await trx('applications')
        .where({ id })
        .update({ ...fromApplication(application), version: version + 1 });
      await this.#provisioning.requestForAll({ applicationId: id }, trx);
    });
  }

  async delete(application: SeenRow): Promise<void> {
    const { id } = application;
    await transaction(this.#knex, async trx => {
      await holdApplication(trx, application);
      if (await this.#subscriptions.hasOfApplication(id, trx)) {
        throw new ConflictError(
          'An application that ever had a subscription stays, because its timeline and bills do',
        );
      }
      await trx('applications').where({ id }).delete();
    });
  }
}

/** Nobody else changes it, and nothing subscribes with it, until the transaction ends. */
async function holdApplication(trx: Transaction, seen: SeenRow) {
  await holdVersion(trx, 'applications', seen, {
    lock: 'change',
    what: 'The application',
  });
}

function toApplication(row: Row): StoredApplication {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    owner: row.owner,
    version: row.version,
    createdBy: row.created_by,
    createdAt: toTime(row.created_at),
    updatedAt: toTime(row.updated_at),
  };
}

function fromApplication(application: StoredApplication): Row {
  return {
    id: application.id,
    title: application.title,
    description: application.description,
    owner: application.owner,
    version: application.version,
    created_by: application.createdBy,
    created_at: application.createdAt,
    updated_at: Date.now(),
  };
}

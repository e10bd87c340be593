import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { ApiProductFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import { applyVisibility } from '../database/applyVisibility';
import { LeaseLostError } from '../leases/LeaseLostError';
import { productColumns } from '../products/productColumns';
import type { ProductStore, StoredProduct } from '../products/ProductStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import {
  addOffered,
  holdAccountsOf,
  replaceOffered,
  requireSoleLocation,
} from './offeredApis';
import { readPublications } from './publicationQueries';
import { type PublicationRow, toJson, toPublication } from './publicationRows';
import type {
  PublicationProgress,
  PublicationStart,
  PublicationStore,
  StoredPublication,
} from './PublicationStore';

type Place = { productId: string; gatewayId: string };

const UNDER_WAY = ['applying', 'rolling-back', 'withdrawing'];

export class DatabasePublicationStore implements PublicationStore {
  readonly #knex: Knex;
  readonly #products: ProductStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #provisioning: ProvisioningQueue;

  constructor(
    knex: Knex,
    stores: {
      productStore: ProductStore;
      subscriptionStore: SubscriptionStore;
      provisioningQueue: ProvisioningQueue;
    },
  ) {
    this.#knex = knex;
    this.#products = stores.productStore;
    this.#subscriptions = stores.subscriptionStore;
    this.#provisioning = stores.provisioningQueue;
  }

  async find(productId: string, gatewayId: string) {
    const row = await this.#knex('publications')
      .where({ product_id: productId, gateway_id: gatewayId })
      .first();
    return row && toPublication(row);
  }

  async listByProducts(productIds: string[]) {
    return readPublications(this.#knex, productIds);
  }

  async listAll() {
    return readPublications(this.#knex);
  }

  async listByGateway(gatewayId: string, trx?: Transaction) {
    const rows: PublicationRow[] = await (trx ?? this.#knex)('publications')
      .where({ gateway_id: gatewayId })
      .orderBy('id');
    return rows.map(toPublication);
  }

  async gatewaysOf(
    visibility: Visibility<ApiProductFilter>,
  ): Promise<string[]> {
    const query = this.#knex('publications')
      .join('api_products', 'api_products.id', 'publications.product_id')
      .distinct('publications.gateway_id')
      .orderBy('publications.gateway_id');
    applyVisibility(query, visibility, productColumns);
    return query.pluck('publications.gateway_id');
  }

  async countByGateway(gatewayId: string): Promise<number> {
    const [{ total }] = await this.#knex('publications')
      .where({ gateway_id: gatewayId })
      .count({ total: '*' });
    return Number(total);
  }

  async begin(
    place: Place,
    start: PublicationStart,
    require: Parameters<PublicationStore['begin']>[2],
  ): Promise<void> {
    await transaction(this.#knex, async trx => {
      await holdAccountsOf(start.wanted, trx);
      const product = await this.#holdProduct(place.productId, trx);
      const at = { product_id: place.productId, gateway_id: place.gatewayId };
      const rows: PublicationRow[] = await trx('publications')
        .where({ product_id: product.id })
        .forUpdate();
      const row = rows.find(each => each.gateway_id === place.gatewayId);
      if (row && UNDER_WAY.includes(row.state)) {
        throw new ConflictError(
          `Something is under way at this gateway since ${new Date(
            Number(row.started_at),
          ).toISOString()}, begun by ${row.started_by}; wait until it is over`,
        );
      }
      require({
        product,
        liveCount: await this.#subscriptions.countLiveOfProduct(
          product.id,
          trx,
        ),
        publications: rows.map(toPublication),
      });
      await requireSoleLocation(place, start.wanted, trx);
      await addOffered(place, start.wanted, trx);
      const columns = startColumns(start, (row?.fence ?? 0) + 1);
      await (row
        ? trx('publications').where({ id: row.id }).update(columns)
        : trx('publications').insert({ id: randomUUID(), ...at, ...columns }));
    });
  }

  async lease({ leaseMs, limit }: { leaseMs: number; limit: number }) {
    const now = Date.now();
    const due = (query: Knex.QueryBuilder) =>
      query
        .where('next_attempt_at', '<=', now)
        .where('leased_until', '<=', now);
    const candidates: PublicationRow[] = await due(this.#knex('publications'))
      .orderBy('next_attempt_at')
      .limit(limit);
    const leased: StoredPublication[] = [];
    for (const row of candidates) {
      const fence = row.fence + 1;
      const taken = await this.#take(
        due(this.#knex('publications').where({ id: row.id, fence: row.fence })),
        {
          leased_until: now + leaseMs,
          held_gateway: row.gateway_id,
          fence,
        },
      );
      if (taken) {
        leased.push({ ...toPublication(row), fence });
      }
    }
    return leased;
  }

  async renew({ id, fence }: StoredPublication, leaseMs: number) {
    const renewed = await this.#knex('publications')
      .where({ id, fence })
      .update({ leased_until: Date.now() + leaseMs });
    return renewed > 0;
  }

  async release({ id, fence }: StoredPublication): Promise<void> {
    await this.#knex('publications')
      .where({ id, fence })
      .update({ leased_until: 0, held_gateway: null });
  }

  async record(
    publication: StoredPublication,
    progress: PublicationProgress,
  ): Promise<void> {
    const { id, fence, productId } = publication;
    await transaction(this.#knex, async trx => {
      if ('served' in progress) {
        await this.#provisioning.requestForAll({ productId }, trx);
      }
      const own = trx('publications').where({ id, fence });
      const isGone = 'served' in progress && progress.served === null;
      const written = await (isGone
        ? own.delete()
        : own.update({
            ...progressColumns(publication, progress),
            updated_at: Date.now(),
          }));
      if (written === 0) {
        throw new LeaseLostError(
          `Somebody else works on publication ${id} by now`,
        );
      }
      if ('served' in progress) {
        const served = progress.served?.offers ?? [];
        await replaceOffered(publication, served, trx);
      }
    });
  }

  /** False when somebody works on it, or on another one of the same gateway. */
  async #take(query: Knex.QueryBuilder, columns: object): Promise<boolean> {
    try {
      return (await query.update(columns)) > 0;
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return false;
      }
      throw error;
    }
  }

  /** Nobody changes it or subscribes to it until the transaction ends. */
  async #holdProduct(id: string, trx: Transaction): Promise<StoredProduct> {
    await trx('api_products').where({ id }).forUpdate().first('id');
    const [product] = await this.#products.hold([id], trx);
    if (!product) {
      throw new ConflictError('The product was deleted in this moment');
    }
    return product;
  }
}

function startColumns(start: PublicationStart, fence: number) {
  const now = Date.now();
  return {
    state: start.state,
    wanted: JSON.stringify(start.wanted),
    changes_total: start.changesTotal,
    changes_made: 0,
    failure: null,
    waiting_for: null,
    started_by: start.startedBy,
    started_at: now,
    updated_at: now,
    attempts: 0,
    next_attempt_at: now,
    leased_until: 0,
    held_gateway: null,
    fence,
  };
}

const over = {
  next_attempt_at: null,
  leased_until: 0,
  held_gateway: null,
  waiting_for: null,
};

function progressColumns(
  { attempts }: StoredPublication,
  progress: PublicationProgress,
) {
  if ('changesMade' in progress) {
    return { changes_made: progress.changesMade };
  }
  if ('failure' in progress) {
    return { ...over, state: 'failed', failure: progress.failure };
  }
  if ('waitingFor' in progress) {
    return {
      waiting_for: progress.waitingFor,
      attempts: attempts + 1,
      next_attempt_at: Date.now() + progress.delayMs,
      leased_until: 0,
      held_gateway: null,
    };
  }
  return {
    ...over,
    state: 'published',
    failure: null,
    served: toJson(progress.served),
    former: toJson(progress.former),
  };
}

import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { liveSubscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import type {
  MySubscription,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import type { CredentialStore } from '../credentials/CredentialStore';
import { inChunks } from '../database/inChunks';
import { countBy, readPage } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import { holdVersion } from '../database/versions';
import type { SeenRow } from '../database/versions';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import {
  narrowSubscriptions,
  seeSubscriptions,
  subscriptionColumns,
  subscriptionsWithOwners,
  toSubscription,
} from './subscriptionQueries';
import type { SubscriptionRow } from './subscriptionQueries';
import {
  insertEvent,
  readEvents,
  readLastMoves,
} from './subscriptionEventQueries';
import { stopPlanChange } from '../planChanges/planChangeQueries';
import type { NewEvent, StoredEvent } from './SubscriptionEvents';
import {
  insertSubscription,
  moveSubscription,
} from './subscriptionWriteQueries';
import type {
  NewSubscription,
  SeenParties,
  StoredSubscription,
  SubscriptionListFilter,
  SubscriptionMove,
  SubscriptionStore,
} from './SubscriptionStore';

const order = {
  columns: {
    requestedAt: 'subscriptions.requested_at',
    updatedAt: 'subscriptions.updated_at',
  },
  default: 'requestedAt:desc',
  idColumn: 'subscriptions.id',
  select: 'subscriptions.id',
};

/** The further right, the more a subscription is worth showing. */
const advancement: SubscriptionState[] = [
  'withdrawn',
  'ended',
  'rejected',
  'ending',
  'failed',
  'requested',
  'approved',
  'provisioning',
  'suspended',
  'active',
];

export class DatabaseSubscriptionStore implements SubscriptionStore {
  readonly #knex: Knex;
  readonly #credentials: CredentialStore;
  readonly #provisioning: ProvisioningQueue;

  constructor(
    knex: Knex,
    stores: {
      credentialStore: CredentialStore;
      provisioningQueue: ProvisioningQueue;
    },
  ) {
    this.#knex = knex;
    this.#credentials = stores.credentialStore;
    this.#provisioning = stores.provisioningQueue;
  }

  async list(
    filter: SubscriptionListFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredSubscription>> {
    const query = subscriptionsWithOwners(this.#knex);
    narrowSubscriptions(query, filter);
    seeSubscriptions(query, visibilities);
    const { items, totalItems } = await readPage<{ id: string }>(
      query,
      page,
      order,
    );
    const found = await this.findByIds(items.map(({ id }) => id));
    const byId = new Map(
      found.map(subscription => [subscription.id, subscription]),
    );
    return { items: items.flatMap(({ id }) => byId.get(id) ?? []), totalItems };
  }

  async find(id: string): Promise<StoredSubscription | undefined> {
    const [subscription] = await this.findByIds([id]);
    return subscription;
  }

  async findByIds(ids: string[]): Promise<StoredSubscription[]> {
    const found: SubscriptionRow[] = [];
    for (const chunk of inChunks(ids)) {
      found.push(
        ...(await subscriptionsWithOwners(this.#knex)
          .whereIn('subscriptions.id', chunk)
          .select(subscriptionColumns)),
      );
    }
    return found.map(toSubscription);
  }

  async insert(
    subscription: NewSubscription,
    events: NewEvent[],
    seen: SeenParties,
  ): Promise<void> {
    try {
      await transaction(this.#knex, async trx => {
        await holdParties(trx, subscription, seen);
        await insertSubscription(trx, subscription, events);
        if (subscription.state === 'approved') {
          await this.#provisioning.request(subscription.id, trx);
        }
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(
          'The application holds a subscription to this product already; end it first',
        );
      }
      throw error;
    }
  }

  async move(
    subscription: StoredSubscription,
    move: SubscriptionMove,
  ): Promise<void> {
    const { id } = subscription;
    await transaction(this.#knex, async trx => {
      if (move.requestGrant) {
        await keepParties(trx, subscription);
      }
      await moveSubscription(trx, subscription, move);
      await this.#credentials.insert(move.credentials ?? [], trx);
      if (move.state === 'ending') {
        await stopPlanChange(trx, id);
      }
      if (move.revokeCredentials) {
        await this.#credentials.revokeAll(id, trx);
      }
      if (move.requestGrant) {
        await this.#provisioning.request(id, trx);
      }
    });
  }

  async change(
    seen: StoredSubscription,
    perform: (
      now: StoredSubscription,
      trx: Transaction,
    ) => Promise<NewEvent | NewEvent[]>,
    product?: SeenRow,
  ): Promise<void> {
    await transaction(this.#knex, async trx => {
      if (product) {
        await holdProduct(trx, product);
      }
      await trx('subscriptions').where({ id: seen.id }).forUpdate().first('id');
      const now = await readSubscription(trx, seen.id);
      if (!now || !hasSameOwners(now, seen)) {
        throw new ConflictError(
          'The subscription was changed by somebody else; reload it',
        );
      }
      for (const event of [await perform(now, trx)].flat()) {
        await insertEvent(trx, seen.id, event);
      }
    });
  }

  async addEvent(subscriptionId: string, event: NewEvent): Promise<void> {
    await insertEvent(this.#knex, subscriptionId, event);
  }

  async listEvents(subscriptionId: string): Promise<StoredEvent[]> {
    return readEvents(this.#knex, subscriptionId);
  }

  async lastMoves(subscriptionIds: string[]) {
    return readLastMoves(this.#knex, subscriptionIds);
  }

  async liveProductIds(
    applicationId: string,
    trx: Transaction,
  ): Promise<string[]> {
    return this.#live(trx)
      .where({ application_id: applicationId })
      .orderBy('product_id')
      .pluck('product_id');
  }

  async addEventToLive(
    applicationId: string,
    event: NewEvent,
    trx: Transaction,
  ): Promise<void> {
    const ids: string[] = await this.#live(trx)
      .where({ application_id: applicationId })
      .pluck('id');
    for (const id of ids) {
      await insertEvent(trx, id, event);
    }
  }

  async countLiveByPlan(planIds: string[]): Promise<Map<string, number>> {
    return countBy(this.#live().whereIn('plan_id', planIds), 'plan_id');
  }

  async countReliant(
    planIds: string[],
    trx: Transaction,
  ): Promise<Map<string, number>> {
    return addCounts(
      await countBy(this.#live(trx).whereIn('plan_id', planIds), 'plan_id'),
      await countBy(
        trx('plan_changes')
          .whereNotNull('live_key')
          .whereIn('to_plan_id', planIds),
        'to_plan_id',
      ),
    );
  }

  async countByPlan(
    planIds: string[],
    trx: Knex = this.#knex,
  ): Promise<Map<string, number>> {
    const changes = (column: string) =>
      countBy(trx('plan_changes').whereIn(column, planIds), column);
    return addCounts(
      await countBy(
        trx('subscriptions').whereIn('plan_id', planIds),
        'plan_id',
      ),
      await changes('to_plan_id'),
      await changes('from_plan_id'),
    );
  }

  async countLiveOfProduct(
    productId: string,
    trx: Transaction,
  ): Promise<number> {
    const [{ total }] = await this.#live(trx)
      .where({ product_id: productId })
      .count({ total: '*' });
    return Number(total);
  }

  async hasOfApplication(
    applicationId: string,
    trx: Transaction,
  ): Promise<boolean> {
    const row = await trx('subscriptions')
      .where({ application_id: applicationId })
      .first('id');
    return row !== undefined;
  }

  async countLiveByApplication(
    applicationIds: string[],
  ): Promise<Map<string, number>> {
    return countBy(
      this.#live().whereIn('application_id', applicationIds),
      'application_id',
    );
  }

  async countLiveByGatewayApi(
    gatewayApiIds: string[],
  ): Promise<Map<string, number>> {
    const query = this.#live()
      .join(
        'api_product_gateway_apis',
        'api_product_gateway_apis.product_id',
        'subscriptions.product_id',
      )
      .whereIn('api_product_gateway_apis.gateway_api_id', gatewayApiIds);
    return countBy(query, 'api_product_gateway_apis.gateway_api_id');
  }

  async mostAdvancedByProduct(
    productIds: string[],
    applicationOwners: string[],
  ): Promise<Map<string, MySubscription>> {
    const rows: Array<MySubscription & { product_id: string }> =
      await subscriptionsWithOwners(this.#knex)
        .whereIn('subscriptions.product_id', productIds)
        .whereIn('applications.owner', applicationOwners)
        .select(
          'subscriptions.id',
          'subscriptions.state',
          'subscriptions.product_id',
        );
    const ranked = rows.sort(
      (a, b) => advancement.indexOf(a.state) - advancement.indexOf(b.state),
    );
    return new Map(
      ranked.map(row => [row.product_id, { id: row.id, state: row.state }]),
    );
  }

  #live(knex: Knex = this.#knex) {
    return knex('subscriptions').whereIn('subscriptions.state', [
      ...liveSubscriptionStates,
    ]);
  }
}

function addCounts(...counts: Array<Map<string, number>>) {
  const sums = new Map<string, number>();
  for (const [id, count] of counts.flatMap(each => [...each])) {
    sums.set(id, (sums.get(id) ?? 0) + count);
  }
  return sums;
}

async function holdProduct(trx: Transaction, product: SeenRow) {
  await holdVersion(trx, 'api_products', product, {
    lock: 'share',
    what: 'The product',
  });
}

/** Neither product nor application changes until the transaction ends. */
async function holdParties(
  trx: Transaction,
  { productId, applicationId }: NewSubscription,
  { productVersion, applicationVersion }: SeenParties,
) {
  await holdProduct(trx, { id: productId, version: productVersion });
  await holdVersion(
    trx,
    'applications',
    { id: applicationId, version: applicationVersion },
    { lock: 'share', what: 'The application' },
  );
}

/**
 * A gateway is told of product and application as they are when it is told, and whoever changes them asks for all
 * subscriptions that are provisioned; this one must be either before or after that.
 */
async function keepParties(
  trx: Transaction,
  { product, application }: StoredSubscription,
) {
  await trx('api_products').where({ id: product.id }).forShare().first('id');
  await trx('applications')
    .where({ id: application.id })
    .forShare()
    .first('id');
}

async function readSubscription(
  knex: Knex,
  id: string,
): Promise<StoredSubscription | undefined> {
  const row: SubscriptionRow | undefined = await subscriptionsWithOwners(knex)
    .where('subscriptions.id', id)
    .first(subscriptionColumns);
  return row && toSubscription(row);
}

/** Who may do something to a subscription follows from these. */
function hasSameOwners(a: StoredSubscription, b: StoredSubscription): boolean {
  return (
    a.application.owner === b.application.owner &&
    a.product.owner === b.product.owner
  );
}

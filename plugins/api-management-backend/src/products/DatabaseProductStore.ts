import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  ProductFacets,
  ProductReference,
} from '@oaf/backstage-plugin-api-management-common';
import type { ApiProductFilter } from '@oaf/backstage-plugin-api-management-node';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { holdServed } from '../accounts/accountPartQueries';
import type { Visibility } from '../authorization/AccessControl';
import { applyVisibility } from '../database/applyVisibility';
import { countByValue } from '../database/facets';
import { readPage, whereContains } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import { holdVersion } from '../database/versions';
import type { SeenRow } from '../database/versions';
import { readPublications } from '../publications/publicationQueries';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { fromPlan, fromProduct, toPlan, toProduct } from './productRows';
import type {
  MemberRow,
  PlanRow,
  ProductApiRow,
  ProductRow,
  TagRow,
} from './productRows';
import { productColumns } from './productColumns';
import type {
  ProductFilter,
  ProductStore,
  ProductUse,
  StoredPlan,
  StoredProduct,
} from './ProductStore';

const order = {
  columns: {
    title: 'api_products.title',
    updatedAt: 'api_products.updated_at',
  },
  default: 'title:asc',
  idColumn: 'api_products.id',
  select: 'api_products.*',
};

/** Where the parts of a product are. */
const partTables = [
  'api_product_tags',
  'api_product_audiences',
  'api_product_gateway_apis',
  'plans',
];

export class DatabaseProductStore implements ProductStore {
  readonly #knex: Knex;
  readonly #subscriptions: SubscriptionStore;
  readonly #provisioning: ProvisioningQueue;

  constructor(
    knex: Knex,
    stores: {
      subscriptionStore: SubscriptionStore;
      provisioningQueue: ProvisioningQueue;
    },
  ) {
    this.#knex = knex;
    this.#subscriptions = stores.subscriptionStore;
    this.#provisioning = stores.provisioningQueue;
  }

  async list(
    filter: ProductFilter,
    visibilities: Array<Visibility<ApiProductFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredProduct>> {
    const query = this.#knex('api_products');
    narrow(query, filter);
    visibilities.forEach(visibility =>
      applyVisibility(query, visibility, productColumns),
    );
    const rows = await readPage<ProductRow>(query, page, order);
    return { ...rows, items: await this.#complete(rows.items) };
  }

  async facets(
    filter: ProductFilter,
    visibility: Visibility<ApiProductFilter>,
  ): Promise<ProductFacets> {
    const visible = () => {
      const query = this.#knex('api_products');
      narrow(query, filter);
      applyVisibility(query, visibility, productColumns);
      return query;
    };
    const tags = this.#knex('api_product_tags').whereIn(
      'product_id',
      visible().select('api_products.id'),
    );
    return {
      tags: await countByValue(tags, 'tag'),
      owners: await countByValue(visible(), 'owner'),
    };
  }

  async find(id: string): Promise<StoredProduct | undefined> {
    const [product] = await this.findByIds([id]);
    return product;
  }

  async findByIds(ids: string[]): Promise<StoredProduct[]> {
    return this.#complete(await this.#knex('api_products').whereIn('id', ids));
  }

  async hold(ids: string[], trx: Transaction): Promise<StoredProduct[]> {
    const rows = trx('api_products').whereIn('id', ids).orderBy('id');
    return this.#complete(await rows.forShare(), trx);
  }

  async findPlans(ids: string[]): Promise<StoredPlan[]> {
    const rows: PlanRow[] = await this.#knex('plans').whereIn('id', ids);
    return rows.map(toPlan);
  }

  async referencesByGatewayApi(
    gatewayApiIds: string[],
    visibility: Visibility<ApiProductFilter>,
  ): Promise<Map<string, ProductReference[]>> {
    const query = this.#knex('api_products')
      .join(
        'api_product_gateway_apis',
        'api_product_gateway_apis.product_id',
        'api_products.id',
      )
      .whereIn('api_product_gateway_apis.gateway_api_id', gatewayApiIds)
      .orderBy('api_products.title');
    applyVisibility(query, visibility, productColumns);
    const rows: Array<ProductReference & { gateway_api_id: string }> =
      await query.select(
        'api_product_gateway_apis.gateway_api_id',
        'api_products.id',
        'api_products.title',
        'api_products.state',
      );
    const references = new Map<string, ProductReference[]>();
    for (const { gateway_api_id: apiId, ...reference } of rows) {
      references.set(apiId, [...(references.get(apiId) ?? []), reference]);
    }
    return references;
  }

  async insert(product: StoredProduct): Promise<void> {
    try {
      await this.#insert(product);
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      const ending = randomUUID().slice(0, 8);
      await this.#insert({ ...product, slug: `${product.slug}-${ending}` });
    }
  }

  async change(
    seen: SeenRow,
    change: (product: StoredProduct, use: ProductUse) => StoredProduct,
    options: { gatewayApiIds?: string[]; requestGrants?: boolean } = {},
  ): Promise<void> {
    const { gatewayApiIds = [], requestGrants = false } = options;
    await transaction(this.#knex, async trx => {
      const served = await holdServed(trx, gatewayApiIds);
      const { product, use } = await this.#holdForChange(seen, trx);
      requireServed(gatewayApiIds, [...served, ...product.gatewayApiIds]);
      const changed = change(product, use);
      await trx('api_products')
        .where({ id: seen.id })
        .update({ ...fromProduct(changed), version: seen.version + 1 });
      await writeParts(trx, changed);
      if (requestGrants) {
        await this.#provisioning.requestForAll({ productId: seen.id }, trx);
      }
    });
  }

  async delete(
    seen: SeenRow,
    require: (product: StoredProduct, use: ProductUse) => void,
  ): Promise<void> {
    await transaction(this.#knex, async trx => {
      const { product, use } = await this.#holdForChange(seen, trx);
      require(product, use);
      for (const table of partTables) {
        await trx(table).where({ product_id: seen.id }).delete();
      }
      await trx('api_products').where({ id: seen.id }).delete();
    });
  }

  /** Nobody else changes it, and nothing subscribes to it, until the transaction ends. */
  async #holdForChange(seen: SeenRow, trx: Transaction) {
    await holdVersion(trx, 'api_products', seen, {
      lock: 'change',
      what: 'The product',
    });
    const [product] = await this.#complete(
      await trx('api_products').where({ id: seen.id }),
      trx,
    );
    return { product, use: await this.#useOf(product, trx) };
  }

  async #insert(product: StoredProduct): Promise<void> {
    await transaction(this.#knex, async trx => {
      const served = await holdServed(trx, product.gatewayApiIds);
      requireServed(product.gatewayApiIds, served);
      await trx('api_products').insert(fromProduct(product));
      await writeParts(trx, product);
    });
  }

  async #useOf(product: StoredProduct, trx: Transaction): Promise<ProductUse> {
    const planIds = product.plans.map(plan => plan.id);
    return {
      live: await this.#subscriptions.countReliant(planIds, trx),
      ever: await this.#subscriptions.countByPlan(planIds, trx),
      liveCount: await this.#subscriptions.countLiveOfProduct(product.id, trx),
      publications: await readPublications(trx, [product.id]),
    };
  }

  async #complete(
    rows: ProductRow[],
    knex: Knex = this.#knex,
  ): Promise<StoredProduct[]> {
    const ids = rows.map(row => row.id);
    const ofProducts = (table: string) =>
      knex(table).whereIn('product_id', ids);
    const tags: TagRow[] = await ofProducts('api_product_tags').orderBy('tag');
    const members: MemberRow[] = await ofProducts(
      'api_product_audiences',
    ).orderBy('member');
    const apis: ProductApiRow[] = await ofProducts(
      'api_product_gateway_apis',
    ).orderBy('position');
    const plans: PlanRow[] = await ofProducts('plans').orderBy('position');
    return rows.map(row => toProduct(row, { tags, members, apis, plans }));
  }
}

function narrow(query: Knex.QueryBuilder, filter: ProductFilter) {
  if (filter.search) {
    whereContains(
      query,
      ['api_products.title', 'api_products.summary'],
      filter.search,
    );
  }
  if (filter.state?.length) {
    query.whereIn('api_products.state', filter.state);
  }
  if (filter.owner) {
    query.where('api_products.owner', filter.owner);
  }
  if (filter.tag) {
    whereHas(query, 'api_product_tags', { tag: filter.tag });
  }
  if (filter.gatewayApiId) {
    whereHas(query, 'api_product_gateway_apis', {
      gateway_api_id: filter.gatewayApiId,
    });
  }
  if (filter.price) {
    whereHas(query, 'plans', { is_free: filter.price === 'free' });
  }
}

function whereHas(
  query: Knex.QueryBuilder,
  table: string,
  match: Record<string, unknown>,
) {
  query.whereIn('api_products.id', inner =>
    inner.select('product_id').from(table).where(match),
  );
}

/** @throws ConflictError */
function requireServed(gatewayApiIds: string[], served: string[]) {
  if (!gatewayApiIds.every(id => served.includes(id))) {
    throw new ConflictError(
      'One of the gateway APIs was removed in this moment; reload and try again',
    );
  }
}

/** Plans stay in place, since subscriptions point at them; everything else is replaced. */
async function writeParts(trx: Knex, product: StoredProduct) {
  const { id } = product;
  await trx('api_product_tags').where({ product_id: id }).delete();
  for (const tag of product.tags) {
    await trx('api_product_tags').insert({ product_id: id, tag });
  }
  await trx('api_product_audiences').where({ product_id: id }).delete();
  for (const member of product.audience) {
    await trx('api_product_audiences').insert({ product_id: id, member });
  }
  await trx('api_product_gateway_apis').where({ product_id: id }).delete();
  for (const [position, apiId] of product.gatewayApiIds.entries()) {
    await trx('api_product_gateway_apis').insert({
      product_id: id,
      gateway_api_id: apiId,
      position,
    });
  }
  const kept = product.plans.map(plan => plan.id);
  await trx('plans').where({ product_id: id }).whereNotIn('id', kept).delete();
  for (const [position, plan] of product.plans.entries()) {
    const row = fromPlan(plan, position);
    if ((await trx('plans').where({ id: plan.id }).update(row)) === 0) {
      await trx('plans').insert(row);
    }
    await writeVersion(trx, plan);
  }
}

/** A version stays as it is from when somebody may have agreed to it; before that its price may change. */
async function writeVersion(trx: Knex, { id, version, price }: StoredPlan) {
  if (price) {
    await trx('plan_versions')
      .insert({
        plan_id: id,
        number: version,
        price: JSON.stringify(price),
        since: Date.now(),
      })
      .onConflict(['plan_id', 'number'])
      .merge(['price']);
  }
}

import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  productCreatePermission,
  productPublishPermission,
  productReadPermission,
  productStates,
  productUpdatePermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiProduct,
  ApiProductInput,
  ApiProductPage,
  ProductTransition,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiProductResourceRef,
  EVERYONE,
} from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { slugOf } from '../discovery/entityName';
import type { GatewayApiStore } from '../discovery/GatewayApiStore';
import type { GrantStore } from '../provisioning/GrantStore';
import { requireMove } from '../states/requireMove';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { changedPlans } from './planChange';
import { ProductPresenter, toResource } from './ProductPresenter';
import type {
  ProductFilter,
  ProductStore,
  StoredPlan,
  StoredProduct,
} from './ProductStore';

export type ProductQuery = PageRequest & ProductFilter & { owned?: boolean };

const MAX_SLUG_LENGTH = 48;

export class ProductService {
  readonly #products: ProductStore;
  readonly #apis: GatewayApiStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #grants: GrantStore;
  readonly #presenter: ProductPresenter;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    products: ProductStore;
    apis: GatewayApiStore;
    subscriptions: SubscriptionStore;
    grants: GrantStore;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#products = options.products;
    this.#apis = options.apis;
    this.#subscriptions = options.subscriptions;
    this.#grants = options.grants;
    this.#presenter = new ProductPresenter(options);
    this.#access = options.access;
    this.#auditor = options.auditor;
  }

  async list(caller: Caller, query: ProductQuery): Promise<ApiProductPage> {
    const permissions = query.owned
      ? [productReadPermission, productUpdatePermission]
      : [productReadPermission];
    const visibilities = await Promise.all(
      permissions.map(permission =>
        this.#access.visibility(caller, permission, apiProductResourceRef),
      ),
    );
    const { items, totalItems } = await this.#products.list(
      query,
      visibilities,
      query,
    );
    return { items: await this.#presenter.present(caller, items), totalItems };
  }

  async get(caller: Caller, id: string): Promise<ApiProduct> {
    return this.#present(caller, await this.#findVisible(caller, id));
  }

  async create(caller: Caller, input: ApiProductInput): Promise<ApiProduct> {
    await this.#access.require(caller, productCreatePermission);
    const now = Date.now();
    const id = randomUUID();
    const product: StoredProduct = {
      ...(await this.#fromInput(caller, input)),
      id,
      slug: await this.#freeSlug(input.title),
      state: 'draft',
      plans: changedPlans({ id, state: 'draft', plans: [] }, input.plans, {
        live: new Map(),
        ever: new Map(),
      }),
      version: 1,
      createdBy: caller.userRef,
      createdAt: now,
      updatedAt: now,
    };
    await this.#requirePermission(caller, productUpdatePermission, product);
    await audited(
      this.#auditor,
      {
        eventId: 'product-create',
        caller,
        meta: { productId: id, owner: input.owner },
      },
      () => this.#products.insert(product),
    );
    return this.get(caller, id);
  }

  async update(
    caller: Caller,
    id: string,
    version: number,
    input: ApiProductInput,
  ): Promise<ApiProduct> {
    const product = await this.#findVisible(caller, id);
    await this.#requirePermission(caller, productUpdatePermission, product);
    const planIds = product.plans.map(plan => plan.id);
    const changed: StoredProduct = {
      ...product,
      ...(await this.#fromInput(caller, input, product)),
      version,
      plans: changedPlans(product, input.plans, {
        live: await this.#subscriptions.countLiveByPlan(planIds),
        ever: await this.#subscriptions.countByPlan(planIds),
      }),
    };
    await this.#requirePermission(caller, productUpdatePermission, changed);
    await audited(
      this.#auditor,
      { eventId: 'product-update', caller, meta: { productId: id, version } },
      () => this.#products.update(changed),
    );
    await this.#grants.requestForProduct(id);
    return this.get(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    move: ProductTransition,
  ): Promise<ApiProduct> {
    const product = await this.#findVisible(caller, id);
    await this.#requirePermission(caller, productPublishPermission, product);
    const state = requireMove(
      productStates,
      product.state,
      move.action,
      'product',
    );
    if (state === 'draft' || state === 'retired') {
      await this.#requireUnused(product, move.action);
    }
    const meta = {
      productId: id,
      action: move.action,
      reason: move.reason ?? null,
    };
    await audited(
      this.#auditor,
      { eventId: 'product-transition', caller, meta },
      () =>
        this.#products.update({
          ...product,
          state,
          plans: publishedPlans(product, state),
        }),
    );
    return this.get(caller, id);
  }

  async #fromInput(
    caller: Caller,
    input: ApiProductInput,
    before?: StoredProduct,
  ) {
    await this.#requirePublishable(caller, input, before);
    return {
      title: input.title,
      summary: input.summary,
      description: input.description ?? null,
      owner: input.owner,
      tags: [...new Set(input.tags ?? [])],
      gatewayApiIds: [...new Set(input.gatewayApiIds)],
      audience: audienceOf(input),
      approval: input.approval,
      accessProfile: input.accessProfile ?? ('fapi2-cc-dpop' as const),
      terms: input.terms ?? null,
    };
  }

  /** Only the owner of an imported API may make it part of a product. */
  async #requirePublishable(
    caller: Caller,
    input: ApiProductInput,
    before?: StoredProduct,
  ) {
    const apis = await this.#apis.findByIds(input.gatewayApiIds);
    const mayUpdate = await this.#access.decider(
      caller,
      [productUpdatePermission],
      apiProductResourceRef,
    );
    for (const [index, id] of input.gatewayApiIds.entries()) {
      const api = apis.find(known => known.id === id);
      if (!api) {
        throw new InputError(
          `request/body/gatewayApiIds/${index} must be the id of an imported gateway API`,
        );
      }
      const asProduct = {
        id: '',
        owner: api.owner,
        state: 'draft' as const,
        audience: [],
      };
      if (
        !before?.gatewayApiIds.includes(id) &&
        !mayUpdate(productUpdatePermission, asProduct)
      ) {
        throw new NotAllowedError(
          `request/body/gatewayApiIds/${index}: ${api.title} belongs to ${api.owner}; only its owner may publish it`,
        );
      }
    }
  }

  async #requireUnused(product: StoredProduct, action: string) {
    const planIds = product.plans.map(plan => plan.id);
    const counts = await this.#subscriptions.countLiveByPlan(planIds);
    const live = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (live > 0) {
      throw new ConflictError(
        `Product ${product.title} has ${live} live subscriptions; ${action} is possible when they have ended`,
      );
    }
  }

  async #requirePermission(
    caller: Caller,
    permission: typeof productUpdatePermission,
    product: StoredProduct,
  ) {
    const may = await this.#access.decider(
      caller,
      [permission],
      apiProductResourceRef,
    );
    if (!may(permission, toResource(product))) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} on products of ${product.owner}`,
      );
    }
  }

  async #findVisible(caller: Caller, id: string): Promise<StoredProduct> {
    const product = await this.#products.find(id);
    const may = await this.#access.decider(
      caller,
      [productReadPermission],
      apiProductResourceRef,
    );
    if (!product || !may(productReadPermission, toResource(product))) {
      throw new NotFoundError(`There is no product ${id} that you may see`);
    }
    return product;
  }

  async #present(caller: Caller, product: StoredProduct): Promise<ApiProduct> {
    const [presented] = await this.#presenter.present(caller, [product]);
    return presented;
  }

  async #freeSlug(title: string): Promise<string> {
    const slug = slugOf(title, MAX_SLUG_LENGTH) || 'product';
    return (await this.#products.isSlugTaken(slug))
      ? `${slug}-${randomUUID().slice(0, 8)}`
      : slug;
  }
}

function audienceOf(input: ApiProductInput): string[] {
  if (input.audience.type === 'everyone') {
    return [EVERYONE];
  }
  if (!input.audience.groups?.length) {
    throw new InputError(
      'request/body/audience/groups must name at least one group when the type is groups',
    );
  }
  return [...new Set(input.audience.groups)];
}

/** Drafts of plans go public together with their product. */
function publishedPlans(
  product: StoredProduct,
  state: StoredProduct['state'],
): StoredPlan[] {
  return product.plans.map(plan =>
    state === 'published' && plan.state === 'draft'
      ? { ...plan, state: 'published' }
      : plan,
  );
}

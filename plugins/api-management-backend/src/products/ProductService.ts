import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
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
  ProductFacets,
  ProductTransition,
} from '@oaf/backstage-plugin-api-management-common';
import { apiProductResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { slugOf } from '../discovery/entityName';
import type { GatewayApiStore } from '../discovery/GatewayApiStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import { requireMove } from '../states/requireMove';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { changedPlans, publishedPlans } from './planChange';
import { readProductInput } from './readProductInput';
import { ProductPresenter, toResource } from './ProductPresenter';
import type {
  ProductFilter,
  ProductStore,
  StoredProduct,
} from './ProductStore';

export type ProductQuery = PageRequest & ProductFilter & { owned?: boolean };

const MAX_SLUG_LENGTH = 48;

export class ProductService {
  readonly #products: ProductStore;
  readonly #apis: GatewayApiStore;
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #subscriptions: SubscriptionStore;
  readonly #grants: ProvisioningQueue;
  readonly #presenter: ProductPresenter;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    productStore: ProductStore;
    gatewayApiStore: GatewayApiStore;
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    subscriptionStore: SubscriptionStore;
    provisioningQueue: ProvisioningQueue;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#products = options.productStore;
    this.#apis = options.gatewayApiStore;
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#subscriptions = options.subscriptionStore;
    this.#grants = options.provisioningQueue;
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

  async facets(
    caller: Caller,
    filter: Pick<ProductFilter, 'state'>,
  ): Promise<ProductFacets> {
    const visibility = await this.#access.visibility(
      caller,
      productReadPermission,
      apiProductResourceRef,
    );
    return this.#products.facets(filter, visibility);
  }

  async get(caller: Caller, id: string): Promise<ApiProduct> {
    return this.#present(caller, await this.#findVisible(caller, id));
  }

  async create(caller: Caller, input: ApiProductInput): Promise<ApiProduct> {
    const id = randomUUID();
    const meta = { productId: id, owner: input.owner };
    await audited(
      this.#auditor,
      { eventId: 'product-create', caller, meta },
      async () => {
        await this.#access.require(caller, productCreatePermission);
        const product = await this.#draft(caller, id, input);
        await this.#requirePermission(caller, productUpdatePermission, product);
        await this.#products.insert(product);
      },
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
    const meta = { productId: id, version };
    await audited(
      this.#auditor,
      { eventId: 'product-update', caller, meta },
      async () => {
        await this.#requirePermission(caller, productUpdatePermission, product);
        const changed = await this.#changed(
          caller,
          { ...product, version },
          input,
        );
        await this.#requirePermission(caller, productUpdatePermission, changed);
        await this.#products.update(changed);
      },
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
    const meta = {
      productId: id,
      action: move.action,
      reason: move.reason ?? null,
    };
    await audited(
      this.#auditor,
      { eventId: 'product-transition', caller, meta },
      async () => {
        await this.#requirePermission(
          caller,
          productPublishPermission,
          product,
        );
        const state = requireMove(
          productStates,
          product.state,
          move.action,
          'product',
        );
        if (state === 'draft' || state === 'retired') {
          await this.#requireUnused(product, move.action);
        }
        await this.#products.update({
          ...product,
          state,
          plans: publishedPlans(product, state),
        });
      },
    );
    return this.get(caller, id);
  }

  async #draft(
    caller: Caller,
    id: string,
    input: ApiProductInput,
  ): Promise<StoredProduct> {
    const now = Date.now();
    const unused = { live: new Map(), ever: new Map() };
    return {
      ...(await this.#read(caller, input)),
      id,
      slug: await this.#freeSlug(input.title),
      state: 'draft',
      plans: changedPlans(
        { id, state: 'draft', plans: [] },
        input.plans,
        unused,
      ),
      version: 1,
      createdBy: caller.userRef,
      createdAt: now,
      updatedAt: now,
    };
  }

  async #changed(
    caller: Caller,
    product: StoredProduct,
    input: ApiProductInput,
  ): Promise<StoredProduct> {
    const planIds = product.plans.map(plan => plan.id);
    return {
      ...product,
      ...(await this.#read(caller, input, product)),
      plans: changedPlans(product, input.plans, {
        live: await this.#subscriptions.countLiveByPlan(planIds),
        ever: await this.#subscriptions.countByPlan(planIds),
      }),
    };
  }

  async #read(caller: Caller, input: ApiProductInput, before?: StoredProduct) {
    const may = await this.#access.decider(caller, apiProductResourceRef);
    return readProductInput(input, {
      apis: await this.#apis.findByIds(input.gatewayApiIds),
      accessible: await this.#accounts.idsByDriver(
        this.#drivers.typesWithAccess(),
      ),
      kept: before?.gatewayApiIds ?? [],
      mayPublish: owner =>
        may(productUpdatePermission, {
          id: '',
          owner,
          state: 'draft',
          audience: [],
        }),
    });
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
    const may = await this.#access.decider(caller, apiProductResourceRef);
    if (!may(permission, toResource(product))) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} on products of ${product.owner}`,
      );
    }
  }

  async #findVisible(caller: Caller, id: string): Promise<StoredProduct> {
    const product = await this.#products.find(id);
    const may = await this.#access.decider(caller, apiProductResourceRef);
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

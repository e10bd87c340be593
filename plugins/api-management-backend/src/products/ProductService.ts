import { randomUUID } from 'node:crypto';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  productCreatePermission,
  productPublishPermission,
  productReadPermission,
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
import type { Gateways } from '../publications/Gateways';
import type { PublicationStore } from '../publications/PublicationStore';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { changedPlans, unused } from './planChange';
import { movedProduct, requireDeletable } from './productMoves';
import { readProductInput, requireAccessible } from './readProductInput';
import { plansWithKey, requireDedicatedKeys } from './requireDedicatedKeys';
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
  readonly #gateways: Gateways;
  readonly #presenter: ProductPresenter;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    productStore: ProductStore;
    gatewayApiStore: GatewayApiStore;
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    gateways: Gateways;
    publicationStore: PublicationStore;
    subscriptionStore: SubscriptionStore;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#products = options.productStore;
    this.#apis = options.gatewayApiStore;
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#gateways = options.gateways;
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
        const fields = await this.#read(caller, input, product);
        await this.#requirePermission(caller, productUpdatePermission, {
          ...product,
          ...fields,
        });
        if (product.state !== 'draft') {
          await this.#requireKeys({
            gatewayApiIds: fields.gatewayApiIds,
            plans: changedPlans(product, input.plans, unused),
          });
        }
        await this.#products.change(
          { id, version },
          (current, use) => ({
            ...current,
            ...fields,
            plans: changedPlans(current, input.plans, use),
          }),
          { gatewayApiIds: fields.gatewayApiIds, requestGrants: true },
        );
      },
    );
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
        const needGateway =
          move.action === 'publish'
            ? await this.#requirePublishable(product)
            : [];
        await this.#products.change(product, (current, use) =>
          movedProduct(current, move, use, needGateway),
        );
      },
    );
    return this.get(caller, id);
  }

  async delete(caller: Caller, id: string): Promise<void> {
    const product = await this.#findVisible(caller, id);
    await audited(
      this.#auditor,
      { eventId: 'product-delete', caller, meta: { productId: id } },
      async () => {
        await this.#requirePermission(caller, productUpdatePermission, product);
        await this.#products.delete(product, requireDeletable);
      },
    );
  }

  async #draft(
    caller: Caller,
    id: string,
    input: ApiProductInput,
  ): Promise<StoredProduct> {
    const now = Date.now();
    return {
      ...(await this.#read(caller, input)),
      id,
      slug: slugOf(input.title, MAX_SLUG_LENGTH) || 'product',
      state: 'draft',
      stateReason: null,
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

  async #read(caller: Caller, input: ApiProductInput, before?: StoredProduct) {
    const may = await this.#access.decider(caller, apiProductResourceRef);
    return readProductInput(input, {
      state: before?.state ?? 'draft',
      apis: await this.#apis.findByIds(input.gatewayApiIds),
      accessible: await this.#accessible(),
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

  /** Account links whose gateways can give consumers access. */
  #accessible(): Promise<Set<string>> {
    return this.#accounts.idsByDriver(this.#drivers.typesWithAccess());
  }

  /** Answers those of its APIs that have to be offered at a gateway. */
  async #requirePublishable({ gatewayApiIds, plans }: StoredProduct) {
    const apis = await this.#apis.findByIds(gatewayApiIds);
    requireAccessible(apis, await this.#accessible());
    await this.#requireKeys({ gatewayApiIds, plans });
    return this.#gateways.offerable(apis);
  }

  async #requireKeys(of: Pick<StoredProduct, 'gatewayApiIds' | 'plans'>) {
    if (plansWithKey(of.plans).length > 0) {
      const types = this.#drivers.typesWithDedicatedKeys();
      requireDedicatedKeys(
        of.plans,
        await this.#apis.findByIds(of.gatewayApiIds),
        await this.#accounts.idsByDriver(types),
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
}

import { InputError, NotFoundError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  gatewayApiReadPermission,
  productReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  GatewayApi,
  GatewayApiChangePage,
  GatewayApiPage,
  GatewayApiProtocol,
  ProductReference,
} from '@oaf/backstage-plugin-api-management-common';
import { apiProductResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore } from '../accounts/AccountStore';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { rangeOf } from '../database/page';
import type { PageRequest } from '../database/page';
import { isoTime } from '../database/time';
import type { ProductStore } from '../products/ProductStore';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type { GatewayApiStore, StoredGatewayApi } from './GatewayApiStore';

const CHANGES_LIMIT = 100;

export type GatewayApiQuery = PageRequest & {
  search?: string;
  accountLinkId?: string;
  protocol?: GatewayApiProtocol;
  published?: boolean;
  entityRef?: string;
};

type Surroundings = {
  alias: string | undefined;
  products: ProductReference[];
  subscriptionCount: number;
};

export class GatewayApiService {
  readonly #apis: GatewayApiStore;
  readonly #accounts: AccountStore;
  readonly #products: ProductStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #access: AccessControl;

  constructor(options: {
    apis: GatewayApiStore;
    accounts: AccountStore;
    products: ProductStore;
    subscriptions: SubscriptionStore;
    access: AccessControl;
  }) {
    this.#apis = options.apis;
    this.#accounts = options.accounts;
    this.#products = options.products;
    this.#subscriptions = options.subscriptions;
    this.#access = options.access;
  }

  async list(caller: Caller, query: GatewayApiQuery): Promise<GatewayApiPage> {
    await this.#access.require(caller, gatewayApiReadPermission);
    const { entityRef, ...filter } = query;
    const page = await this.#apis.list(
      { ...filter, entityName: entityRef && entityNameOf(entityRef) },
      query,
    );
    return {
      items: await this.#describe(caller, page.items),
      totalItems: page.totalItems,
    };
  }

  async get(caller: Caller, id: string): Promise<GatewayApi> {
    await this.#access.require(caller, gatewayApiReadPermission);
    const [api] = await this.#describe(
      caller,
      await this.#apis.findByIds([id]),
    );
    if (!api) {
      throw new NotFoundError(`There is no gateway API ${id}`);
    }
    return api;
  }

  /** For the catalog module; the cursor is the number of the last change that was read. */
  async changes(query: {
    cursor?: string;
    limit?: number;
  }): Promise<GatewayApiChangePage> {
    const cursor = parseCursor(
      query.cursor,
      await this.#apis.lastChangeNumber(),
    );
    const { limit } = rangeOf(query, CHANGES_LIMIT);
    const changes = await this.#apis.changesSince(cursor, limit);
    return {
      items: changes.map(({ api, definition, removed }) =>
        removed
          ? { type: 'remove', name: api.name }
          : {
              type: 'upsert',
              name: api.name,
              owner: api.owner,
              definition: definition.text,
              definitionFormat: definition.format,
              gatewayApi: toGatewayApi(api, undefined),
            },
      ),
      cursor: String(changes.at(-1)?.changeNumber ?? cursor),
      more: changes.length === limit,
    };
  }

  async #describe(
    caller: Caller,
    apis: StoredGatewayApi[],
  ): Promise<GatewayApi[]> {
    const ids = apis.map(api => api.id);
    const visibility = await this.#access.visibility(
      caller,
      productReadPermission,
      apiProductResourceRef,
    );
    const products = await this.#products.referencesByGatewayApi(
      ids,
      visibility,
    );
    const counts = await this.#subscriptions.countLiveByGatewayApi(ids);
    const accounts = await this.#accounts.listLinked();
    return apis.map(api =>
      toGatewayApi(api, {
        alias: accounts.find(account => account.id === api.accountLinkId)
          ?.alias,
        products: products.get(api.id) ?? [],
        subscriptionCount: counts.get(api.id) ?? 0,
      }),
    );
  }
}

/** A cursor beyond the newest change is from another database: who holds it must start over. */
function parseCursor(cursor: string | undefined, last: number): number {
  const parsed = Number(cursor ?? 0);
  if (!Number.isSafeInteger(parsed) || parsed < 0 || parsed > last) {
    throw new InputError(
      'query/cursor must be the cursor of an earlier answer',
    );
  }
  return parsed;
}

function entityNameOf(entityRef: string): string {
  try {
    return parseEntityRef(entityRef, {
      defaultKind: 'api',
      defaultNamespace: 'default',
    }).name;
  } catch {
    throw new InputError('query/entityRef must look like api:default/<name>');
  }
}

function toGatewayApi(
  api: StoredGatewayApi,
  around: Surroundings | undefined,
): GatewayApi {
  return {
    id: api.id,
    accountLinkId: api.accountLinkId,
    accountId: api.accountId,
    accountAlias: around?.alias,
    region: api.region,
    apiId: api.apiId,
    stage: api.stage,
    name: api.name,
    title: api.title,
    description: api.description ?? undefined,
    apiVersion: api.apiVersion ?? undefined,
    protocol: api.protocol,
    invokeUrl: api.invokeUrl,
    consoleUrl: api.consoleUrl ?? undefined,
    entityRef: `api:default/${api.name}`,
    tags: api.tags,
    products: around?.products ?? [],
    subscriptionCount: around?.subscriptionCount ?? 0,
    importedAt: isoTime(api.importedAt),
    changedAt: isoTime(api.changedAt),
    importError: api.importError ?? undefined,
  };
}

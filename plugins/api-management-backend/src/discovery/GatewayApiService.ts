import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  accountManagePermission,
  gatewayApiReadPermission,
  productReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  DefinitionChangePage,
  GatewayApi,
  GatewayApiChangePage,
  GatewayApiFacets,
  GatewayApiPage,
  GatewayApiProtocol,
} from '@oaf/backstage-plugin-api-management-common';
import { apiProductResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { rangeOf } from '../database/page';
import type { PageRequest } from '../database/page';
import type { ProductStore } from '../products/ProductStore';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type { GatewayApiStore, StoredGatewayApi } from './GatewayApiStore';
import {
  entityRefOf,
  toDefinitionChange,
  toGatewayApi,
} from './gatewayApiView';
import type { ApiImporter } from './import/ApiImporter';
import type { ImportWave } from './import/ImportWave';

const CHANGES_LIMIT = 100;

export type GatewayApiQuery = PageRequest & {
  search?: string;
  accountLinkId?: string;
  protocol?: GatewayApiProtocol;
  region?: string;
  published?: boolean;
  publishable?: boolean;
  importProblem?: boolean;
  breaking?: boolean;
  entityRef?: string;
};

export class GatewayApiService {
  readonly #apis: GatewayApiStore;
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #products: ProductStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #importer: ApiImporter;
  readonly #wave: ImportWave;

  constructor(options: {
    gatewayApiStore: GatewayApiStore;
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    productStore: ProductStore;
    subscriptionStore: SubscriptionStore;
    access: AccessControl;
    auditor: AuditorService;
    apiImporter: ApiImporter;
    wave: ImportWave;
  }) {
    this.#apis = options.gatewayApiStore;
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#products = options.productStore;
    this.#subscriptions = options.subscriptionStore;
    this.#access = options.access;
    this.#auditor = options.auditor;
    this.#importer = options.apiImporter;
    this.#wave = options.wave;
  }

  async list(caller: Caller, query: GatewayApiQuery): Promise<GatewayApiPage> {
    await this.#access.require(caller, gatewayApiReadPermission);
    const { entityRef, publishable, ...filter } = query;
    const page = await this.#apis.list(
      {
        ...filter,
        entity: entityRef ? parseEntity(entityRef) : undefined,
        publishable:
          publishable === undefined
            ? undefined
            : { drivers: this.#drivers.typesWithAccess(), not: !publishable },
      },
      query,
    );
    return {
      items: await this.#describe(caller, page.items),
      totalItems: page.totalItems,
    };
  }

  async facets(caller: Caller): Promise<GatewayApiFacets> {
    await this.#access.require(caller, gatewayApiReadPermission);
    return { regions: await this.#apis.countByRegion() };
  }

  async get(caller: Caller, id: string): Promise<GatewayApi> {
    await this.#access.require(caller, gatewayApiReadPermission);
    const [api] = await this.#describe(caller, [await this.#find(id)]);
    return api;
  }

  /** Imports the API now. */
  async sync(
    caller: Caller,
    id: string,
    signal: AbortSignal,
  ): Promise<GatewayApi> {
    await audited(
      this.#auditor,
      { eventId: 'gateway-api-sync', caller, meta: { gatewayApiId: id } },
      async () => {
        await this.#access.require(caller, accountManagePermission);
        const api = await this.#find(id);
        requirePresent(api);
        await this.#importer.importApi(api, signal);
        requirePresent(await this.#find(id));
      },
    );
    return this.get(caller, id);
  }

  async listDefinitionChanges(
    caller: Caller,
    id: string,
    page: PageRequest,
  ): Promise<DefinitionChangePage> {
    await this.#access.require(caller, gatewayApiReadPermission);
    await this.#find(id);
    const changes = await this.#apis.listDefinitionChanges(id, page);
    return { ...changes, items: changes.items.map(toDefinitionChange) };
  }

  /**
   * For the catalog module; the cursor is the number of the last change that was read.
   * No items and `more` means that changes are told later, because many APIs are being imported.
   */
  async changes(query: {
    cursor?: string;
    limit?: number;
  }): Promise<GatewayApiChangePage> {
    const cursor = parseCursor(
      query.cursor,
      await this.#apis.lastChangeNumber(),
    );
    const { limit } = rangeOf(query, CHANGES_LIMIT);
    if (this.#wave.isHigh()) {
      return { items: [], cursor: String(cursor), more: true };
    }
    const { changes, more } = await this.#apis.changesSince(cursor, limit);
    return {
      items: changes.map(({ api, definition, removed }) =>
        removed
          ? { type: 'remove', name: api.name, entityRef: entityRefOf(api) }
          : {
              type: 'upsert',
              name: api.name,
              entityRef: entityRefOf(api),
              owner: api.owner,
              definition: definition.text,
              definitionFormat: definition.format,
              gatewayApi: toGatewayApi(api, undefined),
            },
      ),
      cursor: String(changes.at(-1)?.changeNumber ?? cursor),
      more,
    };
  }

  async #find(id: string): Promise<StoredGatewayApi> {
    const [api] = await this.#apis.findByIds([id]);
    if (!api) {
      throw new NotFoundError(`There is no gateway API ${id}`);
    }
    return api;
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
    const linked = await this.#accounts.listLinked({
      ids: [...new Set(apis.map(api => api.accountLinkId))],
    });
    const accounts = new Map(linked.map(account => [account.id, account]));
    const accessible = this.#drivers.typesWithAccess();
    return apis.map(api =>
      toGatewayApi(api, {
        ...hostOf(accounts.get(api.accountLinkId), accessible),
        products: products.get(api.id) ?? [],
        subscriptionCount: counts.get(api.id) ?? 0,
      }),
    );
  }
}

function hostOf(account: StoredAccount | undefined, accessible: string[]) {
  return {
    alias: account?.alias,
    importedOnly: account !== undefined && !accessible.includes(account.driver),
  };
}

function requirePresent(api: StoredGatewayApi) {
  if (api.removedAt !== null) {
    throw new NotFoundError(
      `The gateway does not have ${api.title} (${api.apiId}/${api.stage}) any more`,
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

function parseEntity(entityRef: string) {
  try {
    return parseEntityRef(entityRef, {
      defaultKind: 'api',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError('query/entityRef must look like api:default/<name>');
  }
}

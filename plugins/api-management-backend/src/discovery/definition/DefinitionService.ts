import { NotFoundError } from '@backstage/errors';
import {
  gatewayApiReadPermission,
  productReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type { OperationPage } from '@oaf/backstage-plugin-api-management-common';
import { apiProductResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../../authorization/AccessControl';
import type { Caller } from '../../authorization/Caller';
import { rangeOf } from '../../database/page';
import type { PageRequest } from '../../database/page';
import type { ProductStore } from '../../products/ProductStore';
import type { GatewayApiStore, StoredDefinition } from '../GatewayApiStore';
import type { DefinitionReader } from './DefinitionReader';
import { findOperations } from './findOperations';
import type { OperationFilter } from './findOperations';

/** Shows definitions to those who may read imported APIs, and to those who may see a product that contains the API. */
export class DefinitionService {
  readonly #apis: GatewayApiStore;
  readonly #products: ProductStore;
  readonly #access: AccessControl;
  readonly #reader: DefinitionReader;

  constructor(options: {
    gatewayApiStore: GatewayApiStore;
    productStore: ProductStore;
    access: AccessControl;
    reader: DefinitionReader;
  }) {
    this.#apis = options.gatewayApiStore;
    this.#products = options.productStore;
    this.#access = options.access;
    this.#reader = options.reader;
  }

  async get(caller: Caller, apiId: string): Promise<StoredDefinition> {
    await this.#requireReadable(caller, apiId);
    return this.#reader.read(apiId);
  }

  async listOperations(
    caller: Caller,
    apiId: string,
    query: PageRequest & OperationFilter,
  ): Promise<OperationPage> {
    await this.#requireReadable(caller, apiId);
    const operations = await this.#reader.operations(apiId);
    return findOperations(operations, query, rangeOf(query));
  }

  async getOperation(
    caller: Caller,
    apiId: string,
    operation: string,
  ): Promise<string> {
    await this.#requireReadable(caller, apiId);
    return this.#reader.operation(apiId, operation);
  }

  /** What nobody shows the caller is not there for them. */
  async #requireReadable(caller: Caller, apiId: string): Promise<void> {
    const [api] = await this.#apis.findByIds([apiId]);
    if (!api || !(await this.#mayRead(caller, apiId))) {
      throw new NotFoundError(`There is no gateway API ${apiId}`);
    }
  }

  async #mayRead(caller: Caller, apiId: string): Promise<boolean> {
    if (await this.#access.allows(caller, gatewayApiReadPermission)) {
      return true;
    }
    const visibility = await this.#access.visibility(
      caller,
      productReadPermission,
      apiProductResourceRef,
    );
    const products = await this.#products.referencesByGatewayApi(
      [apiId],
      visibility,
    );
    return products.has(apiId);
  }
}

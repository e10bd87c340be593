import type { UsageRoute } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import type { FrontDoors } from '../../publications/FrontDoors';
import type { ApiOperations } from './ApiOperations';
import type { OperationStore } from './OperationStore';

/** What the logged calls of a source mean: which API was called, and which of its operations. */
export class UsageRoutes {
  readonly #store: OperationStore;
  readonly #operations: ApiOperations;
  readonly #frontDoors: FrontDoors;
  readonly #drivers: GatewayDrivers;

  constructor(options: {
    operationStore: OperationStore;
    operations: ApiOperations;
    frontDoors: FrontDoors;
    drivers: GatewayDrivers;
  }) {
    this.#store = options.operationStore;
    this.#operations = options.operations;
    this.#frontDoors = options.frontDoors;
    this.#drivers = options.drivers;
  }

  /** @param source - the type of a gateway driver */
  async of(source: string, signal: AbortSignal): Promise<UsageRoute[]> {
    const apis = await this.#store.listApis(source);
    const operations = await this.#operations.of(apis, signal);
    const basePathsOf = this.#basePathsOf(source);
    const own = apis.flatMap(({ id, definitionHash, ...at }) =>
      basePathsOf(at).map(basePath => ({ ...at, basePath, gatewayApiId: id })),
    );
    const doors = await this.#frontDoors.routes(source);
    const hashes = new Map(
      apis.map(({ id, definitionHash }) => [id, definitionHash]),
    );
    return [...own, ...doors].map(
      ({ accountId, region, apiId, stage, basePath, gatewayApiId }) => ({
        accountId,
        region,
        apiId,
        stage,
        basePath,
        gatewayApiId,
        operations: operations.get(hashes.get(gatewayApiId) ?? '') ?? [],
      }),
    );
  }

  #basePathsOf(source: string) {
    const driver = this.#drivers.all().find(({ type }) => type === source);
    return (api: { apiId: string; stage: string }) =>
      driver?.discovery.loggedBasePaths?.(api) ?? [''];
  }
}

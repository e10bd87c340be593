import {
  GatewayError,
  type ApiDefinition,
  type DiscoveredApi,
  type GatewayChange,
  type GatewayDiscovery,
  type LinkedAccount,
  type ReadOptions,
  type RequestBudget,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountBudgets } from '../budget/AccountBudgets';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import { exportDefinition } from '../definition/exportDefinition';
import { isRegionOf, partitionOf } from '../partitions/partitions';
import { loggedBasePaths } from '../publishing/loggedBasePaths';
import { discoverApi, discoverApis } from './discoverApis';
import { EndpointCache } from './EndpointCache';

/** Tells of changes until it is aborted. */
export type Watch = (
  onChange: (change: GatewayChange) => Promise<void>,
  options: { signal: AbortSignal },
) => Promise<void>;

/** Reads the APIs of linked AWS accounts. */
export class AwsDiscovery implements GatewayDiscovery {
  readonly #plane: ControlPlane;
  readonly #budgets: AccountBudgets;
  readonly #endpoints: EndpointCache;
  readonly watch: Watch | undefined;

  constructor(options: {
    plane: ControlPlane;
    budgets: AccountBudgets;
    watch?: Watch;
  }) {
    this.#plane = options.plane;
    this.#budgets = options.budgets;
    this.#endpoints = new EndpointCache(options.plane);
    this.watch = options.watch;
  }

  readonly loggedBasePaths = loggedBasePaths;

  async *discover(
    account: LinkedAccount,
    region: string,
    options: ReadOptions & { apiId?: string },
  ): AsyncIterable<DiscoveredApi> {
    const reading = toReading(account, region, options);
    reading.signal.throwIfAborted();
    if (options.apiId === undefined) {
      const endpoints = await this.#endpoints.read(reading);
      yield* discoverApis(this.#plane, reading, endpoints);
    } else {
      yield* await discoverApi(this.#plane, reading, {
        apiId: options.apiId,
        readEndpoints: () => this.#endpoints.recall(reading),
      });
    }
  }

  async exportDefinition(
    account: LinkedAccount,
    api: DiscoveredApi,
    options: ReadOptions,
  ): Promise<ApiDefinition | undefined> {
    const reading = toReading(account, api.region, options);
    return exportDefinition(this.#plane, reading, api);
  }

  requestBudget(
    account: LinkedAccount,
    region: string,
  ): RequestBudget | undefined {
    return this.#budgets.read(account, region);
  }

  /** Drops what is remembered of the account's regions. */
  forget(account: LinkedAccount): void {
    this.#endpoints.forget(account);
  }
}

function toReading(
  account: LinkedAccount,
  region: string,
  { signal, priority = 'sweep' }: ReadOptions,
): Reading {
  if (!isRegionOf(partitionOf(account.partition), region)) {
    throw new GatewayError(
      'region-not-enabled',
      `There is no region ${region} in the partition ${account.partition}. Take it from the regions of account ${account.alias}.`,
    );
  }
  return { account, region, signal, priority };
}

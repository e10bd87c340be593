import {
  APIGatewayClient,
  type APIGatewayClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-api-gateway';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { createAwsCall, type AwsCall, type Table } from '@oaf/access/aws';
import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';
import type { AwsCredentialIdentity, Command } from '@smithy/types';
import type { AccountBudgets } from '../budget/AccountBudgets';
import type { SessionSource } from '../controlPlane/ControlPlane';
import {
  isExpired,
  isRetryable,
  isThrottling,
  MAX_RETRIES,
  waitForRetry,
} from '../controlPlane/retry';
import { partitionOf } from '../partitions/partitions';
import type { OperationBudgets } from './OperationBudgets';
import { toFault, toProvisioningError } from './toProvisioningError';

const SETTINGS = {
  // Tries are counted here: the SDK would also try again when a quota of resources is full.
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 10_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
  },
};

type ApiGatewayCommand<
  Input extends ServiceInputTypes,
  Output extends ServiceOutputTypes,
> = Command<
  ServiceInputTypes,
  Input,
  ServiceOutputTypes,
  Output,
  APIGatewayClientResolvedConfig
>;

type Clients = {
  apiGateway: APIGatewayClient;
  tagging: ResourceGroupsTaggingAPIClient;
};

/** What managing gateways stands on. */
export type ManagementOptions = {
  /** Of the permission set `provision`. */
  sessions: SessionSource;
  budgets: AccountBudgets;
  operations: OperationBudgets;
  endpoint?: string;
};

/** Writes to the gateways of linked accounts within their budgets, before sweeps. */
export class Management {
  readonly #options: ManagementOptions;
  readonly #operations: OperationBudgets;
  readonly #clients = new WeakMap<
    AwsCredentialIdentity,
    Map<string, Clients>
  >();
  readonly #open = new Set<Clients>();

  constructor(options: ManagementOptions) {
    this.#options = options;
    this.#operations = options.operations;
  }

  at(gateway: AccessGateway, signal: AbortSignal): GatewayManagement {
    return new GatewayManagement(this, gateway, signal);
  }

  close() {
    this.#open.forEach(clients =>
      Object.values(clients).forEach(client => client.destroy()),
    );
  }

  /** Calls with a session of the role, and with another one when that has ended before its time. */
  async withSession<Result>(
    { account }: AccessGateway,
    call: (credentials: AwsCredentialIdentity) => Promise<Result>,
  ): Promise<Result> {
    const { sessions } = this.#options;
    const credentials = await sessions.get(account);
    try {
      return await call(credentials);
    } catch (error) {
      if (isExpired(toFault(error))) {
        sessions.refused(account, credentials);
      }
      throw error;
    }
  }

  clients(region: string, credentials: AwsCredentialIdentity): Clients {
    const known = this.#clients.get(credentials) ?? new Map<string, Clients>();
    this.#clients.set(credentials, known);
    const clients = known.get(region) ?? this.#connect(region, credentials);
    known.set(region, clients);
    return clients;
  }

  async withinBudget<Result>(
    command: object,
    { account, region }: AccessGateway,
    signal: AbortSignal,
    send: () => Promise<Result>,
  ): Promise<Result> {
    await this.#operations.pace(command, { account, region, signal });
    const permit = await this.#options.budgets.acquire(account, region, {
      priority: 'interactive',
      signal,
    });
    let fault: unknown;
    try {
      return await send();
    } catch (error) {
      fault = toFault(error);
      throw error;
    } finally {
      permit.settle(
        isThrottling(fault) ? { retryAfterMs: fault.retryAfterMs } : undefined,
      );
    }
  }

  dynamoDb(
    { account, region }: AccessGateway,
    credentials: AwsCredentialIdentity,
    signal: AbortSignal,
  ): AwsCall {
    const { endpoint } = this.#options;
    const urlSuffix = partitionOf(account.partition).dnsSuffix;
    const options = { region, endpoint, urlSuffix, credentials, signal };
    return createAwsCall('dynamodb', options);
  }

  #connect(region: string, credentials: AwsCredentialIdentity): Clients {
    const { endpoint } = this.#options;
    const config = { ...SETTINGS, region, credentials, endpoint };
    const clients = {
      apiGateway: new APIGatewayClient(config),
      tagging: new ResourceGroupsTaggingAPIClient(config),
    };
    this.#open.add(clients);
    return clients;
  }
}

/** After what was told of a try, it may have had its effect. */
function mayHaveHappened(error: unknown): boolean {
  return !isThrottling(error) && !isExpired(error);
}

/** One gateway, for one call of the driver. */
export class GatewayManagement {
  readonly gateway: AccessGateway;
  readonly signal: AbortSignal;
  readonly #management: Management;

  constructor(
    management: Management,
    gateway: AccessGateway,
    signal: AbortSignal,
  ) {
    this.#management = management;
    this.gateway = gateway;
    this.signal = signal;
  }

  /** The gateway's table. */
  get table(): Table {
    const name = this.gateway.outputs.TableArn.split('/')[1];
    return { name, call: this.#callTable };
  }

  /**
   * Sends a command to API Gateway; one that may be sent twice, unless `findMade` looks for what a try without an answer
   * has made.
   *
   * @throws what the SDK throws; see {@link GatewayManagement.explained}
   */
  async send<
    Input extends ServiceInputTypes,
    Output extends ServiceOutputTypes,
    Made = Output,
  >(
    command: ApiGatewayCommand<Input, Output>,
    findMade?: () => Promise<Made | undefined>,
  ): Promise<Output | Made> {
    const { gateway, signal } = this;
    const send = () =>
      this.#management.withSession(gateway, credentials =>
        this.#management.withinBudget(command, gateway, signal, () =>
          this.#management
            .clients(gateway.region, credentials)
            .apiGateway.send(command, { abortSignal: signal }),
        ),
      );
    return this.#retried(send, findMade);
  }

  /** Ids of what carries all of these tags. A thing that was made just now may be missing for some seconds. */
  async findByTags(
    type: string,
    tags: Record<string, string>,
  ): Promise<string[]> {
    const { gateway, signal } = this;
    const command = new GetResourcesCommand({
      ResourceTypeFilters: [type],
      TagFilters: Object.entries(tags).map(([Key, value]) => ({
        Key,
        Values: [value],
      })),
    });
    const { ResourceTagMappingList: found = [] } = await this.#retried(() =>
      this.#management.withSession(gateway, credentials =>
        this.#management
          .clients(gateway.region, credentials)
          .tagging.send(command, { abortSignal: signal }),
      ),
    );
    return found.map(({ ResourceARN }) => ResourceARN!.split('/').at(-1)!);
  }

  /** Does it, and says of a failure what can be done about it. */
  async explained<Result>(perform: () => Promise<Result>): Promise<Result> {
    try {
      return await perform();
    } catch (error) {
      throw toProvisioningError(error, this.gateway, this.signal);
    }
  }

  readonly #callTable: AwsCall = (operation, input) =>
    this.#retried(() =>
      this.#management.withSession(this.gateway, credentials =>
        this.#management.dynamoDb(
          this.gateway,
          credentials,
          this.signal,
        )(operation, input),
      ),
    );

  async #retried<Result, Made = Result>(
    perform: () => Promise<Result>,
    findMade?: () => Promise<Made | undefined>,
  ): Promise<Result | Made> {
    for (let retry = 0; ; retry += 1) {
      try {
        return await perform();
      } catch (error) {
        this.signal.throwIfAborted();
        const fault = toFault(error);
        if (retry === MAX_RETRIES || !isRetryable(fault)) {
          throw error;
        }
        await waitForRetry(retry, fault, this.signal);
        const made = mayHaveHappened(fault) ? await findMade?.() : undefined;
        if (made) {
          return made;
        }
      }
    }
  }
}

/** Nothing when AWS answers with this error. */
export async function unless<Result>(
  code: string,
  sending: Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await sending;
  } catch (error) {
    if ((error as Error).name === code) {
      return undefined;
    }
    throw error;
  }
}

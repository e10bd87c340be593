import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { createAwsCall, type AwsCall } from '@oaf/access/aws';
import type { LimitedResource } from '@oaf/backstage-plugin-api-management-node';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { AccountBudgets } from '../budget/AccountBudgets';
import type { PermitRequest } from '../budget/Budget';
import type { SessionSource } from '../controlPlane/ControlPlane';
import { isExpired, isThrottling } from '../controlPlane/retry';
import type { Place } from '../controlPlane/toGatewayError';
import { clientSettings } from '../credentials/clientSettings';
import { partitionOf } from '../partitions/partitions';
import { quotaOf, type RaisedQuota } from '../quotas/quotaOf';
import type { OperationBudgets } from './OperationBudgets';
import { toFault } from './toProvisioningError';

const SETTINGS = {
  ...clientSettings,
  // Tries are counted here: the SDK would also try again when a quota of resources is full.
  maxAttempts: 1,
};

type Clients = {
  apiGateway: APIGatewayClient;
  tagging: ResourceGroupsTaggingAPIClient;
  lambda: LambdaClient;
  kms: KMSClient;
};

/** What managing gateways stands on. */
export type ManagementOptions = {
  /** Of the permission set `provision`. */
  sessions: SessionSource;
  budgets: AccountBudgets;
  operations: OperationBudgets;
  raisedQuotas: RaisedQuota[];
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

  close() {
    this.#open.forEach(clients =>
      Object.values(clients).forEach(client => client.destroy()),
    );
  }

  quotaOf(resource: LimitedResource, place: Place): number {
    return quotaOf(resource, place, this.#options.raisedQuotas);
  }

  /** Calls with a session of the role, and with another one when that has ended before its time. */
  async withSession<Result>(
    { account }: Pick<Place, 'account'>,
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

  /** Waits until an operation that has a quota of its own may be called. */
  async pace(command: object, { account, region }: Place, turn: PermitRequest) {
    await this.#operations.pace(command, { account, region, ...turn });
  }

  async withinBudget<Result>(
    command: object,
    place: Place,
    turn: PermitRequest,
    send: () => Promise<Result>,
  ): Promise<Result> {
    await this.pace(command, place, turn);
    const { account, region } = place;
    const permit = await this.#options.budgets.acquire(account, region, turn);
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
    { account, region }: Place,
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
      lambda: new LambdaClient(config),
      kms: new KMSClient(config),
    };
    this.#open.add(clients);
    return clients;
  }
}

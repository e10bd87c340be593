import type {
  APIGatewayClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-api-gateway';
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  type GetResourcesCommandOutput,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type {
  KMSClientResolvedConfig,
  ServiceInputTypes as KmsInputTypes,
  ServiceOutputTypes as KmsOutputTypes,
} from '@aws-sdk/client-kms';
import type {
  LambdaClientResolvedConfig,
  ServiceInputTypes as LambdaInputTypes,
  ServiceOutputTypes as LambdaOutputTypes,
} from '@aws-sdk/client-lambda';
import { type AwsCall, AwsError, type Table } from '@oaf/access/aws';
import type {
  AccessGateway,
  LimitedResource,
  ReadPriority,
} from '@oaf/backstage-plugin-api-management-node';
import type { Command } from '@smithy/types';
import {
  isExpired,
  isRetryable,
  isThrottling,
  MAX_RETRIES,
  waitForRetry,
} from '../controlPlane/retry';
import type { Place } from '../controlPlane/toGatewayError';
import type { Management } from './Management';
import { toFault, toProvisioningError } from './toProvisioningError';

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

/** After what was told of a try, it may have had its effect. */
function mayHaveHappened(error: unknown): boolean {
  return !isThrottling(error) && !isExpired(error);
}

/** One gateway, for one call of the driver. */
export class GatewayManagement {
  readonly gateway: AccessGateway;
  readonly signal: AbortSignal;
  /** Where API Gateway is asked: where the gateway is, unless an API in place is meant. */
  readonly place: Place;
  readonly #management: Management;
  readonly #priority: ReadPriority;

  /** @param priority - before or behind others in the account's budget */
  constructor(
    management: Management,
    gateway: AccessGateway,
    signal: AbortSignal,
    place: Place = gateway,
    priority: ReadPriority = 'interactive',
  ) {
    this.#priority = priority;
    this.#management = management;
    this.gateway = gateway;
    this.signal = signal;
    this.place = place;
  }

  /** The same, asking API Gateway elsewhere; the table stays the gateway's. */
  at(place: Place): GatewayManagement {
    return new GatewayManagement(
      this.#management,
      this.gateway,
      this.signal,
      place,
      this.#priority,
    );
  }

  /** The same, for as long as another signal lets it. */
  until(signal: AbortSignal): GatewayManagement {
    return new GatewayManagement(
      this.#management,
      this.gateway,
      signal,
      this.place,
      this.#priority,
    );
  }

  /** How many of them the place may have. */
  quotaOf(resource: LimitedResource): number {
    return this.#management.quotaOf(resource, this.place);
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
    const { place, signal } = this;
    const turn = { signal, priority: this.#priority };
    const send = () =>
      this.#management.withSession(place, credentials =>
        this.#management.withinBudget(command, place, turn, () =>
          this.#management
            .clients(place.region, credentials)
            .apiGateway.send(command, { abortSignal: signal }),
        ),
      );
    return this.#retried(send, findMade);
  }

  /** Sends a command to Lambda, of the gateway's account; one that may be sent twice. */
  async sendLambda<
    Input extends LambdaInputTypes,
    Output extends LambdaOutputTypes,
  >(
    command: Command<
      LambdaInputTypes,
      Input,
      LambdaOutputTypes,
      Output,
      LambdaClientResolvedConfig
    >,
  ): Promise<Output> {
    const { gateway, signal } = this;
    return this.#retried(() =>
      this.#management.withSession(gateway, credentials =>
        this.#management
          .clients(gateway.region, credentials)
          .lambda.send(command, { abortSignal: signal }),
      ),
    );
  }

  /**
   * Sends a command to KMS, where the gateway is.
   *
   * @param options - `once`: it may not be sent again when it may have had its effect
   */
  async sendKms<Input extends KmsInputTypes, Output extends KmsOutputTypes>(
    command: Command<
      KmsInputTypes,
      Input,
      KmsOutputTypes,
      Output,
      KMSClientResolvedConfig
    >,
    { once = false } = {},
  ): Promise<Output> {
    const { gateway, signal } = this;
    const turn = { signal, priority: this.#priority };
    const send = () =>
      this.#management.withSession(gateway, async credentials => {
        await this.#management.pace(command, gateway, turn);
        return this.#management
          .clients(gateway.region, credentials)
          .kms.send(command, { abortSignal: signal });
      });
    return this.#retried(send, undefined, fault =>
      once ? !mayHaveHappened(fault) : true,
    );
  }

  /** Ids of what carries all of these tags. A thing that was made just now may be missing for some seconds. */
  async findByTags(
    type: string,
    tags: Record<string, string>,
  ): Promise<string[]> {
    const { ResourceTagMappingList: found = [] } = await this.#getResources({
      ResourceTypeFilters: [type],
      TagFilters: Object.entries(tags).map(([Key, value]) => ({
        Key,
        Values: [value],
      })),
    });
    return found.map(({ ResourceARN }) => ResourceARN!.split('/').at(-1)!);
  }

  /** How many there are of what carries any tag, a hundred to a call, of a quota that is not API Gateway's. */
  async countTagged(type: string): Promise<number> {
    let count = 0;
    let PaginationToken: string | undefined;
    do {
      const page: GetResourcesCommandOutput = await this.#getResources({
        ResourceTypeFilters: [type],
        ResourcesPerPage: 100,
        PaginationToken,
      });
      count += page.ResourceTagMappingList?.length ?? 0;
      PaginationToken = page.PaginationToken;
    } while (PaginationToken);
    return count;
  }

  #getResources(
    input: GetResourcesCommandInput,
  ): Promise<GetResourcesCommandOutput> {
    const { place, signal } = this;
    return this.#retried(() =>
      this.#management.withSession(place, credentials =>
        this.#management
          .clients(place.region, credentials)
          .tagging.send(new GetResourcesCommand(input), {
            abortSignal: signal,
          }),
      ),
    );
  }

  /** Does it, and says of a failure what can be done about it. */
  async explained<Result>(perform: () => Promise<Result>): Promise<Result> {
    try {
      return await perform();
    } catch (error) {
      const place = error instanceof AwsError ? this.gateway : this.place;
      throw toProvisioningError(error, place, this.signal);
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
    mayRepeat: (fault: unknown) => boolean = () => true,
  ): Promise<Result | Made> {
    for (let retry = 0; ; retry += 1) {
      try {
        return await perform();
      } catch (error) {
        this.signal.throwIfAborted();
        const fault = toFault(error);
        if (retry === MAX_RETRIES || !isRetryable(fault) || !mayRepeat(fault)) {
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

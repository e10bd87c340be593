import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  AccessGateway,
  GatewayPublishing,
  PublishedRoute,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { PageRequest } from '../database/page';
import type {
  GatewayApiStore,
  StoredGatewayApi,
} from '../discovery/GatewayApiStore';
import type { StackStore, StoredStack } from '../infrastructure/StackStore';
import { type LocationObstacles, locationObstacles } from './locationObstacles';
import type { Offer } from './PublicationStore';

/** The template of the stacks that are gateways. */
const TEMPLATE = 'gateway';

/** The template of those that deliver the access logs of an account and region. */
const LOG_DELIVERY = 'log-delivery';

/** An API that gateways can offer, and where not. */
export type OfferableApi = StoredGatewayApi & LocationObstacles;

export type DeployedGateway = {
  stack: StoredStack;
  account: StoredAccount;
  gateway: AccessGateway;
  publishing: GatewayPublishing;
};

type Options = {
  accountStore: AccountStore;
  gatewayApiStore: GatewayApiStore;
  stackStore: StackStore;
  drivers: GatewayDrivers;
};

/** The gateways that were deployed into linked accounts. */
export class Gateways {
  readonly #accounts: AccountStore;
  readonly #apis: GatewayApiStore;
  readonly #stacks: StackStore;
  readonly #drivers: GatewayDrivers;

  constructor(options: Options) {
    this.#accounts = options.accountStore;
    this.#apis = options.gatewayApiStore;
    this.#stacks = options.stackStore;
    this.#drivers = options.drivers;
  }

  /** @param ids - only these */
  async list(page: PageRequest, ids?: string[]) {
    const { items, totalItems } = await this.#stacks.list(
      { template: TEMPLATE, ids },
      page,
    );
    const accounts = await Promise.all(
      items.map(({ accountLinkId }) => this.#accounts.find(accountLinkId)),
    );
    return {
      items: items.map((stack, index) => ({ stack, account: accounts[index] })),
      totalItems,
    };
  }

  /** @throws NotFoundError */
  async get(id: string) {
    const stack = await this.#stacks.find(id);
    if (stack?.template !== TEMPLATE) {
      throw new NotFoundError(`There is no gateway ${id}`);
    }
    return { stack, account: await this.#accounts.find(stack.accountLinkId) };
  }

  /**
   * @throws NotFoundError, ConflictError telling why nothing can be offered there, or ServiceUnavailableError while the
   * gateway itself is changed
   */
  async find(id: string): Promise<DeployedGateway> {
    const { stack, account } = await this.get(id);
    const obstacle = obstacleOf(account);
    if (!account || obstacle) {
      throw new ConflictError(obstacle);
    }
    if (stack.liveDeploymentId) {
      throw new ServiceUnavailableError(
        `The gateway ${stack.name} is being changed itself; wait until that is over`,
      );
    }
    const { publishing } = this.#drivers.of(account);
    if (!publishing) {
      throw new ConflictError(
        `The driver of ${account.alias} cannot offer APIs at its gateways`,
      );
    }
    const installation = await this.#stacks.installation();
    return {
      stack,
      account,
      publishing,
      gateway: toAccessGateway({
        stack,
        account,
        installation,
        accountStore: this.#accounts,
      }),
    };
  }

  /** Of the APIs, those that gateways offer at an address of their own. */
  async offerable(apis: StoredGatewayApi[]): Promise<StoredGatewayApi[]> {
    const types = this.#drivers.typesThatPublish();
    if (types.length === 0 || apis.length === 0) {
      return [];
    }
    const publishable = await this.#accounts.idsByDriver(types);
    return apis.filter(api => publishable.has(api.accountLinkId));
  }

  /** The same of a product, in the order of its APIs. */
  async offerableOf({
    gatewayApiIds,
  }: {
    gatewayApiIds: string[];
  }): Promise<OfferableApi[]> {
    if (this.#drivers.typesThatPublish().length === 0) {
      return [];
    }
    const found = await this.#apis.findByIds(gatewayApiIds);
    const offerable = await this.offerable(
      gatewayApiIds.flatMap(id => found.find(api => api.id === id) ?? []),
    );
    return Promise.all(
      offerable.map(async api => ({
        ...api,
        ...locationObstacles(api, await this.#accounts.find(api.accountLinkId)),
      })),
    );
  }

  /** @throws ConflictError when one of the APIs is gone or has no address */
  async routesOf(offers: Offer[]): Promise<PublishedRoute[]> {
    const apis = await this.#apis.findByIds(
      offers.map(({ gatewayApiId }) => gatewayApiId),
    );
    return Promise.all(
      offers.map(async ({ gatewayApiId, path, location }) => {
        const api = apis.find(({ id }) => id === gatewayApiId);
        const account = api && (await this.#accounts.find(api.accountLinkId));
        if (!api || !account || api.invokeUrl === null) {
          throw new ConflictError(
            `${
              api?.title ?? 'One of the APIs'
            } has no address any more; take it out of the product`,
          );
        }
        const { region, apiId, stage, protocol, invokeUrl } = api;
        const url = invokeUrl;
        const accessLog =
          location === 'in-place'
            ? await this.#accessLogIn(account.id, region)
            : undefined;
        return {
          gatewayApiId,
          location,
          path,
          api: { account, region, apiId, stage, protocol, url, accessLog },
        };
      }),
    );
  }

  /** Where the stack that delivers access logs wants them, if there is one. */
  async #accessLogIn(accountLinkId: string, region: string) {
    const { items } = await this.#stacks.list(
      { accountLinkId, template: LOG_DELIVERY },
      { limit: 100, offset: 0 },
    );
    const { AccessLogArn, AccessLogFormat } =
      items.find(stack => stack.region === region)?.outputs ?? {};
    return AccessLogArn && AccessLogFormat
      ? { destinationArn: AccessLogArn, format: AccessLogFormat }
      : undefined;
  }
}

export function toAccessGateway({
  stack: { id, region, outputs, parameters },
  account,
  installation,
  accountStore,
}: {
  stack: StoredStack;
  account: StoredAccount;
  installation: string;
  accountStore: AccountStore;
}): AccessGateway {
  const findAccount = (linkId: string) => findLinked(accountStore, linkId);
  return {
    id,
    account,
    region,
    installation,
    outputs,
    parameters,
    findAccount,
  };
}

/** The account of a link, also by another link that was made after that one was given up. */
async function findLinked(
  accounts: AccountStore,
  linkId: string,
): Promise<StoredAccount | undefined> {
  const account = await accounts.find(linkId);
  if (account?.state !== 'unlinked') {
    return account;
  }
  const { driver, accountId } = account;
  const [linked] = await accounts.listLinked({ driver, accountId });
  return linked;
}

/** Why nothing can be offered at the gateways of an account, in whole sentences. */
export function obstacleOf(
  account: StoredAccount | undefined,
): string | undefined {
  if (!account || account.state === 'unlinked') {
    return 'Its account is not linked any more; link it anew.';
  }
  if (account.permissionSets && !account.permissionSets.includes('provision')) {
    return `The role of account ${account.alias} may not provision; update its stack with AllowProvision and verify the account.`;
  }
  return undefined;
}

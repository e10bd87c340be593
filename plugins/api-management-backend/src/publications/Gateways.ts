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
import type { Offer } from './PublicationStore';

/** The template of the stacks that are gateways. */
const TEMPLATE = 'gateway';

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

  async list(page: PageRequest) {
    const { items, totalItems } = await this.#stacks.list(
      { template: TEMPLATE },
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
      gateway: toAccessGateway(stack, account, installation),
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
  }): Promise<StoredGatewayApi[]> {
    if (this.#drivers.typesThatPublish().length === 0) {
      return [];
    }
    const found = await this.#apis.findByIds(gatewayApiIds);
    return this.offerable(
      gatewayApiIds.flatMap(id => found.find(api => api.id === id) ?? []),
    );
  }

  /** @throws ConflictError when one of the APIs is gone or has no address */
  async routesOf(offers: Offer[]): Promise<PublishedRoute[]> {
    const apis = await this.#apis.findByIds(
      offers.map(({ gatewayApiId }) => gatewayApiId),
    );
    return Promise.all(
      offers.map(async ({ gatewayApiId, path }) => {
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
        return {
          gatewayApiId,
          path,
          api: { account, region, apiId, stage, protocol, url: invokeUrl },
        };
      }),
    );
  }
}

export function toAccessGateway(
  { id, region, outputs }: StoredStack,
  account: StoredAccount,
  installation: string,
): AccessGateway {
  return { id, account, region, installation, outputs };
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

import type {
  AccessGateway,
  GatewayAccess,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { ownGateway } from '../accounts/ownGateway';
import type {
  GatewayApiStore,
  StoredGatewayApi,
} from '../discovery/GatewayApiStore';
import type { StackStore, StoredStack } from '../infrastructure/StackStore';
import type { StoredProduct } from '../products/ProductStore';
import { toAccessGateway } from '../publications/Gateways';
import type {
  PublicationStore,
  ServedOffers,
} from '../publications/PublicationStore';
import type { TargetPlace } from './GrantTargetStore';

/** A gateway that honours grants, and how to speak with it. */
export type ReachedTarget = {
  place: TargetPlace;
  account: StoredAccount;
  gateway: AccessGateway;
  /** @throws NotImplementedError when the account's driver is there no more, or only imports */
  access(): GatewayAccess;
};

/** One that serves a product, with the APIs that it serves and where consumers call them. */
export type ServingTarget = ReachedTarget & {
  served: Array<{
    api: StoredGatewayApi;
    url: string;
    /** Of the API, when it is called in place; undefined: the gateway is called. */
    account?: StoredAccount;
  }>;
};

/** Finds the gateways that serve products: those that drivers run themselves, and those that were deployed. */
export class GrantTargets {
  readonly #accounts: AccountStore;
  readonly #apis: GatewayApiStore;
  readonly #publications: PublicationStore;
  readonly #stacks: StackStore;
  readonly #drivers: GatewayDrivers;

  constructor(options: {
    accountStore: AccountStore;
    gatewayApiStore: GatewayApiStore;
    publicationStore: PublicationStore;
    stackStore: StackStore;
    drivers: GatewayDrivers;
  }) {
    this.#accounts = options.accountStore;
    this.#apis = options.gatewayApiStore;
    this.#publications = options.publicationStore;
    this.#stacks = options.stackStore;
    this.#drivers = options.drivers;
  }

  /** Each with its share of the product's APIs, in their order. */
  async serving(product: StoredProduct): Promise<ServingTarget[]> {
    const found = await this.#apis.findByIds(product.gatewayApiIds);
    const apis = product.gatewayApiIds.flatMap(
      id => found.find(api => api.id === id) ?? [],
    );
    return [
      ...(await this.#own(apis)),
      ...(await this.#deployed(product, apis)),
    ];
  }

  /** Undefined when it cannot be reached any more: the account was given up, or the gateway removed. */
  async reach(place: TargetPlace): Promise<ReachedTarget | undefined> {
    const { accountLinkId, gatewayId } = place;
    const account = await this.#accounts.find(accountLinkId);
    if (!account || account.state === 'unlinked') {
      return undefined;
    }
    if (gatewayId === '') {
      return this.#target(account, ownGateway(account));
    }
    const stack = await this.#stacks.find(gatewayId);
    return stack && this.#deployedTarget(account, stack);
  }

  /** APIs are called where they are. */
  async #own(apis: StoredGatewayApi[]): Promise<ServingTarget[]> {
    const ids = [...new Set(apis.map(api => api.accountLinkId))];
    const accounts = await Promise.all(ids.map(id => this.#accounts.find(id)));
    return accounts
      .filter(account => account !== undefined)
      .filter(account => !this.#drivers.of(account).publishing)
      .map(account => ({
        ...this.#target(account, ownGateway(account)),
        served: apis
          .filter(api => api.accountLinkId === account.id)
          .flatMap(api =>
            api.invokeUrl === null ? [] : { api, url: api.invokeUrl },
          ),
      }));
  }

  async #deployed(
    { id }: StoredProduct,
    apis: StoredGatewayApi[],
  ): Promise<ServingTarget[]> {
    const publications = await this.#publications.listByProducts([id]);
    const targets = await Promise.all(
      publications.map(async ({ gatewayId, served }) => {
        const stack = served && (await this.#stacks.find(gatewayId));
        const account =
          stack && (await this.#accounts.find(stack.accountLinkId));
        if (!account || account.state === 'unlinked') {
          return undefined;
        }
        return {
          ...(await this.#deployedTarget(account, stack)),
          served: await this.#servedOf(served.offers, apis),
        };
      }),
    );
    return targets.filter(target => target !== undefined);
  }

  async #servedOf(
    offers: ServedOffers['offers'],
    apis: StoredGatewayApi[],
  ): Promise<ServingTarget['served']> {
    const found = await Promise.all(
      offers.map(async ({ gatewayApiId, url, location }) => {
        const api = apis.find(one => one.id === gatewayApiId);
        const account =
          api && location === 'in-place'
            ? await this.#accounts.find(api.accountLinkId)
            : undefined;
        return api && { api, url, account };
      }),
    );
    return found.filter(one => one !== undefined);
  }

  async #deployedTarget(account: StoredAccount, stack: StoredStack) {
    const installation = await this.#stacks.installation();
    const accountStore = this.#accounts;
    return this.#target(
      account,
      toAccessGateway({ stack, account, installation, accountStore }),
    );
  }

  #target(account: StoredAccount, gateway: AccessGateway): ReachedTarget {
    return {
      place: { accountLinkId: account.id, gatewayId: gateway.id },
      account,
      gateway,
      access: () => this.#drivers.accessOf(account),
    };
  }
}

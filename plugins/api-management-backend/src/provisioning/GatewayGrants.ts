import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { CredentialStore } from '../credentials/CredentialStore';
import type {
  GatewayApiStore,
  StoredGatewayApi,
} from '../discovery/GatewayApiStore';
import type { ProductStore } from '../products/ProductStore';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { buildGrant } from './buildGrant';

type AccountApis = { account: StoredAccount; gatewayApis: StoredGatewayApi[] };

/** Brings the copies that gateways hold of one subscription in line with the tables. */
export class GatewayGrants {
  readonly #accounts: AccountStore;
  readonly #apis: GatewayApiStore;
  readonly #products: ProductStore;
  readonly #credentials: CredentialStore;
  readonly #drivers: GatewayDrivers;

  constructor(options: {
    accountStore: AccountStore;
    gatewayApiStore: GatewayApiStore;
    productStore: ProductStore;
    credentialStore: CredentialStore;
    drivers: GatewayDrivers;
  }) {
    this.#accounts = options.accountStore;
    this.#apis = options.gatewayApiStore;
    this.#products = options.productStore;
    this.#credentials = options.credentialStore;
    this.#drivers = options.drivers;
  }

  async apply(
    subscription: StoredSubscription,
    revision: number,
    signal: AbortSignal,
  ) {
    const product = await this.#productOf(subscription);
    const plan = product.plans.find(known => known.id === subscription.planId);
    if (!plan) {
      throw new Error(
        `Plan ${subscription.planId} of product ${product.id} is gone`,
      );
    }
    const credentials = await this.#credentials.list(subscription.id);
    for (const { account, gatewayApis } of await this.accountsOf(
      product.gatewayApiIds,
    )) {
      const grant = buildGrant({
        revision,
        subscription,
        product,
        plan,
        gatewayApis,
        credentials,
      });
      await this.#drivers
        .accessOf(account)
        .applyGrant(account, grant, { signal });
    }
  }

  async remove(
    subscription: StoredSubscription,
    revision: number,
    signal: AbortSignal,
  ) {
    const product = await this.#productOf(subscription);
    for (const { account } of await this.accountsOf(product.gatewayApiIds)) {
      await this.#drivers.accessOf(account).removeGrant(
        account,
        {
          subscriptionId: subscription.id,
          clientId: subscription.clientId,
          revision,
        },
        { signal },
      );
    }
  }

  /** What a gateway observed of the subscription's credentials; undefined before it knew it. */
  async readActivity(
    subscription: StoredSubscription,
  ): Promise<GrantActivity | undefined> {
    const product = await this.#productOf(subscription);
    for (const { account } of await this.accountsOf(product.gatewayApiIds)) {
      const activity = await this.#drivers
        .accessOf(account)
        .readGrantActivity(account, subscription.id);
      if (activity) {
        return activity;
      }
    }
    return undefined;
  }

  /** Answers whether a gateway held the key. */
  async revokeClientKey(
    subscription: StoredSubscription,
    thumbprint: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const key = { subscriptionId: subscription.id, thumbprint };
    const product = await this.#productOf(subscription);
    let revoked = false;
    for (const { account } of await this.accountsOf(product.gatewayApiIds)) {
      const held = await this.#drivers
        .accessOf(account)
        .revokeClientKey(account, key, { signal });
      revoked ||= held;
    }
    return revoked;
  }

  /** The accounts that serve the APIs, each with its share of them. */
  async accountsOf(gatewayApiIds: string[]): Promise<AccountApis[]> {
    const apis = await this.#apis.findByIds(gatewayApiIds);
    const shares: AccountApis[] = [];
    for (const id of new Set(apis.map(api => api.accountLinkId))) {
      const account = await this.#accounts.find(id);
      if (account) {
        shares.push({
          account,
          gatewayApis: apis.filter(api => api.accountLinkId === id),
        });
      }
    }
    return shares;
  }

  async #productOf(subscription: StoredSubscription) {
    const product = await this.#products.find(subscription.product.id);
    if (!product) {
      throw new Error(`Product ${subscription.product.id} is gone`);
    }
    return product;
  }
}

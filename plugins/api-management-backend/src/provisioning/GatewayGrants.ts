import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  ApiKeyValues,
  GrantActivity,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { ownGateway } from '../accounts/ownGateway';
import { timeLimited } from '../accounts/timeLimited';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import type {
  GatewayApiStore,
  StoredGatewayApi,
} from '../discovery/GatewayApiStore';
import type { ProductStore, StoredProduct } from '../products/ProductStore';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { buildGrant } from './buildGrant';
import type { GrantHolderStore } from './GrantHolderStore';
import { mergeActivity } from './mergeActivity';

/** A page waits for it. */
const ACTIVITY_TIMEOUT_MS = 5_000;

type AccountApis = { account: StoredAccount; gatewayApis: StoredGatewayApi[] };

/** What gateways observed, and the aliases of accounts that did not answer. */
export type ObservedActivity = GrantActivity & { unanswered: string[] };

/** Brings the copies that gateways hold of one subscription in line with the tables. */
export class GatewayGrants {
  readonly #accounts: AccountStore;
  readonly #apis: GatewayApiStore;
  readonly #products: ProductStore;
  readonly #credentials: CredentialStore;
  readonly #holders: GrantHolderStore;
  readonly #drivers: GatewayDrivers;
  readonly #envelope: SecretEnvelope;
  readonly #logger: LoggerService;

  constructor(options: {
    accountStore: AccountStore;
    gatewayApiStore: GatewayApiStore;
    productStore: ProductStore;
    credentialStore: CredentialStore;
    grantHolderStore: GrantHolderStore;
    drivers: GatewayDrivers;
    envelope: SecretEnvelope;
    logger: LoggerService;
  }) {
    this.#accounts = options.accountStore;
    this.#apis = options.gatewayApiStore;
    this.#products = options.productStore;
    this.#credentials = options.credentialStore;
    this.#holders = options.grantHolderStore;
    this.#drivers = options.drivers;
    this.#envelope = options.envelope;
    this.#logger = options.logger;
  }

  /** Hands every account its share, and takes the grant back from accounts that no longer serve the product. */
  async apply(
    subscription: StoredSubscription,
    revision: number,
    signal: AbortSignal,
  ) {
    const product = await this.#productOf(subscription);
    const plan = planOf(product, subscription.planId);
    const credentials = await this.#credentials.list(subscription.id);
    const keyPlans = keyPlansOf(product, plan, credentials);
    const serving = await this.accountsOf(product.gatewayApiIds);
    await atEach(serving, async ({ account, gatewayApis }) => {
      const grant = buildGrant({
        revision,
        subscription,
        product,
        plan,
        keyPlans,
        gatewayApis,
        credentials,
      });
      await this.#holders.add(subscription.id, account.id);
      await this.#drivers
        .accessOf(account)
        .applyGrant(ownGateway(account), grant, {
          signal,
          apiKeyValues: this.#valuesOf(credentials),
        });
    });
    const serves = new Set(serving.map(({ account }) => account.id));
    await this.#removeFrom(
      (await this.#holders.list(subscription.id)).filter(id => !serves.has(id)),
      subscription,
      { revision, signal },
    );
  }

  async remove(
    subscription: StoredSubscription,
    revision: number,
    signal: AbortSignal,
  ) {
    await this.#removeFrom(
      await this.#holders.list(subscription.id),
      subscription,
      { revision, signal },
    );
  }

  /**
   * What the gateways that ever held the grant observed of client keys and the credentials named, as far as they answer;
   * undefined when none knows it.
   */
  async readActivity(
    { id: subscriptionId }: StoredSubscription,
    credentialIds: string[] = [],
  ): Promise<ObservedActivity | undefined> {
    const unanswered: string[] = [];
    const activities: GrantActivity[] = [];
    const request = { subscriptionId, credentialIds };
    const accounts = await this.#accountsBy(
      await this.#holders.listEver(subscriptionId),
    );
    for (const account of accounts) {
      try {
        const activity = await timeLimited(
          `Reading what ${account.alias} observed`,
          { milliseconds: ACTIVITY_TIMEOUT_MS },
          () =>
            this.#drivers
              .accessOf(account)
              .readGrantActivity(ownGateway(account), request),
        );
        activities.push(...(activity ? [activity] : []));
      } catch (error) {
        unanswered.push(account.alias);
        this.#logger.warn(
          `${
            account.alias
          } does not tell what it observed of subscription ${subscriptionId}: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    return activities.length + unanswered.length === 0
      ? undefined
      : { ...mergeActivity(activities), unanswered };
  }

  /** Answers whether a gateway held the key. */
  async revokeClientKey(
    subscription: StoredSubscription,
    thumbprint: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const key = { subscriptionId: subscription.id, thumbprint };
    const accounts = await this.#holdersOf(subscription);
    const held = await atEach(accounts, account =>
      this.#drivers
        .accessOf(account)
        .revokeClientKey(ownGateway(account), key, { signal }),
    );
    return held.includes(true);
  }

  /** The accounts that serve the APIs, each with its share of them, in the order of the APIs. */
  async accountsOf(gatewayApiIds: string[]): Promise<AccountApis[]> {
    const found = await this.#apis.findByIds(gatewayApiIds);
    const apis = gatewayApiIds.flatMap(
      id => found.find(api => api.id === id) ?? [],
    );
    const accounts = await this.#accountsBy([
      ...new Set(apis.map(api => api.accountLinkId)),
    ]);
    return accounts.map(account => ({
      account,
      gatewayApis: apis.filter(api => api.accountLinkId === account.id),
    }));
  }

  /** Known as long as they wait to be shown. */
  #valuesOf(credentials: StoredCredential[]): ApiKeyValues {
    return async credentialId => {
      const sealed = credentials.find(
        ({ id }) => id === credentialId,
      )?.sealedSecret;
      return sealed ? this.#envelope.open(sealed, credentialId) : undefined;
    };
  }

  async #holdersOf(subscription: StoredSubscription) {
    return this.#accountsBy(await this.#holders.list(subscription.id));
  }

  async #accountsBy(ids: string[]): Promise<StoredAccount[]> {
    const accounts = await Promise.all(ids.map(id => this.#accounts.find(id)));
    return accounts.filter(account => account !== undefined);
  }

  async #removeFrom(
    accountLinkIds: string[],
    { id: subscriptionId, clientId }: StoredSubscription,
    { revision, signal }: { revision: number; signal: AbortSignal },
  ) {
    const grant = { subscriptionId, clientId, revision };
    await atEach(accountLinkIds, async accountLinkId => {
      const account = await this.#accounts.find(accountLinkId);
      // An account that was given up cannot be reached any more.
      if (account && account.state !== 'unlinked') {
        await this.#drivers
          .accessOf(account)
          .removeGrant(ownGateway(account), grant, { signal });
      }
      await this.#holders.remove(subscriptionId, accountLinkId);
    });
  }

  async #productOf(subscription: StoredSubscription) {
    const product = await this.#products.find(subscription.product.id);
    if (!product) {
      throw new Error(`Product ${subscription.product.id} is gone`);
    }
    return product;
  }
}

/** The plan with the limits that a gateway has to know. */
function planOf({ id, plans }: StoredProduct, planId: string) {
  const plan = plans.find(known => known.id === planId);
  if (!plan) {
    throw new Error(`Plan ${planId} of product ${id} is gone`);
  }
  const { limits } = plan;
  if (!limits) {
    throw new Error(`The limits of plan ${plan.title} cannot be read`);
  }
  return { ...plan, limits };
}

/** The other plans that keys have which still work: one is being changed for another. */
function keyPlansOf(
  product: StoredProduct,
  { id: planId }: { id: string },
  credentials: StoredCredential[],
) {
  const others = credentials
    .filter(({ state }) => state !== 'revoked')
    .flatMap(key => key.planId ?? [])
    .filter(id => id !== planId);
  return new Map(
    [...new Set(others)].map(id => [id, planOf(product, id)] as const),
  );
}

/** Does it for each, whichever fails; then tells of the first failure. */
async function atEach<Item, Result>(
  items: Item[],
  perform: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const outcomes = await Promise.allSettled(items.map(perform));
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') {
    throw failed.reason;
  }
  return outcomes.map(
    outcome => (outcome as PromiseFulfilledResult<Result>).value,
  );
}

import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Caller } from '../authorization/Caller';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { CredentialConfig } from '../credentials/config';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import { eventOf } from '../credentials/credentialEvents';
import { requireFreeName } from '../credentials/keyNames';
import { requireOperation } from '../credentials/requireOperation';
import { requireRoom } from '../credentials/requireRoom';
import { hashSecret } from '../credentials/secret';
import { withinPlan } from '../credentials/withinPlan';
import type { ProductStore } from '../products/ProductStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { Gateways } from '../publications/Gateways';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { FindingStore, StoredFinding } from './FindingStore';

/** A person waits for it. */
const GATEWAY_TIMEOUT_MS = 20_000;

/** As much of a key that others made as may be kept; API Gateway takes none shorter than 20 letters. */
const SHOWN_LENGTH = 4;

type Options = {
  config: { credentials: CredentialConfig };
  findingStore: FindingStore;
  subscriptionStore: SubscriptionStore;
  credentialStore: CredentialStore;
  productStore: ProductStore;
  provisioningQueue: ProvisioningQueue;
  gateways: Gateways;
  drivers: GatewayDrivers;
  provision: () => void;
};

/** Makes foreign API keys credentials of subscriptions: their hash gets into the tables, and their value nowhere. */
export class KeyAdoption {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws NotFoundError when there is no such subscription */
  async subscription(id: string | undefined): Promise<StoredSubscription> {
    if (!id) {
      throw new InputError(
        'request/body/subscriptionId must say whose API key it becomes',
      );
    }
    const subscription = await this.#options.subscriptionStore.find(id);
    if (!subscription) {
      throw new NotFoundError(`There is no subscription ${id}`);
    }
    return subscription;
  }

  async adopt(
    caller: Caller,
    finding: StoredFinding,
    subscription: StoredSubscription,
    name: string | undefined,
  ): Promise<void> {
    const chosen = name?.trim();
    if (!chosen) {
      throw new InputError('request/body/name must name the API key');
    }
    requireSame(finding, subscription);
    const credential = await this.#credentialOf(finding, subscription, chosen);
    const { subscriptionStore, findingStore } = this.#options;
    await subscriptionStore.change(subscription, async (now, trx) => {
      requireOperation('issue', now);
      requireSame(finding, now);
      const store = this.#options.credentialStore;
      await requireRoom(credential, store, trx);
      requireFreeName(chosen, await store.listCurrentKeys(now.id, trx));
      await store.insert([credential], trx);
      await this.#options.provisioningQueue.request(now.id, trx, {
        afresh: true,
      });
      await findingStore.decide(
        finding,
        {
          state: 'adopted',
          decidedBy: caller.userRef,
          adopted: { subscriptionId: now.id, credentialId: credential.id },
        },
        undefined,
        trx,
      );
      return eventOf(caller, 'issue', credential);
    });
    this.#options.provision();
  }

  /** Has the id of the finding, so that whoever was cut off finds what was tagged. */
  async #credentialOf(
    { id, gatewayId, subject }: StoredFinding,
    subscription: StoredSubscription,
    name: string,
  ): Promise<StoredCredential> {
    const value = await this.#takeOver(gatewayId, {
      keyId: subject,
      subscriptionId: subscription.id,
      credentialId: id,
    });
    const { productStore, config } = this.#options;
    const [plan] = await productStore.findPlans([subscription.planId]);
    const { lifetimeMs } = withinPlan(config.credentials, plan);
    const expiresAt = Date.now() + lifetimeMs;
    return {
      id,
      subscriptionId: subscription.id,
      type: 'api-key',
      state: 'issued',
      name,
      planId: null,
      prefix: value.slice(0, SHOWN_LENGTH),
      secretHash: hashSecret(value),
      sealedSecret: null,
      createdAt: Date.now(),
      // Whoever made it knows it.
      revealedAt: Date.now(),
      usedAt: null,
      replacedAt: null,
      expiresAt,
      validUntil: expiresAt,
      revokedAt: null,
      reason: null,
    };
  }

  async #takeOver(
    gatewayId: string,
    key: { keyId: string; subscriptionId: string; credentialId: string },
  ): Promise<string> {
    const { gateway, account } = await this.#options.gateways.find(gatewayId);
    const { drift, title } = this.#options.drivers.of(account);
    if (!drift?.adoptKey) {
      throw new ConflictError(`API keys of ${title} cannot be taken over`);
    }
    const signal = AbortSignal.timeout(GATEWAY_TIMEOUT_MS);
    return drift.adoptKey(gateway, key, { signal });
  }
}

/** Its calls are counted in the plan that it is in, so it can only become a key of that plan. */
function requireSame(
  { productId, planId }: StoredFinding,
  subscription: StoredSubscription,
) {
  if (subscription.product.id !== productId || subscription.planId !== planId) {
    throw new ConflictError(
      'The API key is in the usage plan of another plan than the subscription has. Choose a subscription of that plan.',
    );
  }
}

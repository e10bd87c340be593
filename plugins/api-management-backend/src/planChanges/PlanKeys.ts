import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { CredentialConfig } from '../credentials/config';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import { issueApiKey } from '../credentials/issueCredential';
import { freeName } from '../credentials/keyNames';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import { withinPlan } from '../credentials/withinPlan';
import type { ProductStore } from '../products/ProductStore';

/** Makes the API key with which a new plan is called. */
export class PlanKeys {
  readonly #credentials: CredentialStore;
  readonly #envelope: SecretEnvelope;
  readonly #products: ProductStore;
  readonly #config: CredentialConfig;

  constructor(options: {
    credentialStore: CredentialStore;
    envelope: SecretEnvelope;
    productStore: ProductStore;
    config: { credentials: CredentialConfig };
  }) {
    this.#credentials = options.credentialStore;
    this.#envelope = options.envelope;
    this.#products = options.productStore;
    this.#config = options.config.credentials;
  }

  async issue(
    subscriptionId: string,
    planId: string,
  ): Promise<StoredCredential> {
    const [plan] = await this.#products.findPlans([planId]);
    const { lifetimeMs } = withinPlan(this.#config, plan);
    const expiresAt = Date.now() + lifetimeMs;
    const choice = { name: null, expiresAt, planId };
    return issueApiKey(subscriptionId, choice, this.#envelope);
  }

  /** Named after its plan, as the former keys keep their names. */
  async named(
    key: StoredCredential,
    planTitle: string,
    trx: Transaction,
  ): Promise<StoredCredential> {
    const live = await this.#credentials.listLiveKeys(key.subscriptionId, trx);
    return { ...key, name: freeName(planTitle.slice(0, 56), live) };
  }
}

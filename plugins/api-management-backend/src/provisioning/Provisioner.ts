import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SubscriptionSystemAction } from '@oaf/backstage-plugin-api-management-common';
import { audited } from '../audit/audited';
import type { ApiManagementConfig } from '../config';
import type { CredentialStore } from '../credentials/CredentialStore';
import type { CredentialConfig } from '../credentials/config';
import { issueApiKey, issuePassword } from '../credentials/issueCredential';
import { FIRST_KEY_NAME } from '../credentials/keyNames';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import { withinPlan } from '../credentials/withinPlan';
import { delayAfter } from '../failures/repeating';
import { failureText } from '../failures/tellableError';
import { DueWork } from '../leases/DueWork';
import { underLease, type Lease } from '../leases/underLease';
import type { Notices } from '../notices/Notices';
import { credentialsNotice } from '../notices/subscriptionNotices';
import type { ProductStore } from '../products/ProductStore';
import { requireSubscriptionMove } from '../subscriptions/requireSubscriptionMove';
import { reached } from '../subscriptions/SubscriptionEvents';
import type {
  StoredSubscription,
  SubscriptionMove,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { GatewayGrants } from './GatewayGrants';
import type { DueGrant, ProvisioningQueue } from './ProvisioningQueue';

const ATTEMPT_MS = 20_000;

/** More than a gateway's quota lets through at once, and few enough that nobody waits too long for it. */
const PLACES = 24;
const LOOK_EVERY_MS = 2_000;
const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1_000;

/**
 * A reconciler: what a gateway should hold is written in the tables, each round makes it so. A round may be cut off
 * anywhere; the next one, here or in another replica, goes on from what the tables say and repeats nothing, because
 * secrets are made in the transaction that records them and drivers ignore what they know already.
 */
export class Provisioner {
  readonly #subscriptions: SubscriptionStore;
  readonly #credentials: CredentialStore;
  readonly #products: Pick<ProductStore, 'find'>;
  readonly #grants: ProvisioningQueue;
  readonly #gatewayGrants: GatewayGrants;
  readonly #envelope: SecretEnvelope;
  readonly #auditor: AuditorService;
  readonly #notices: Notices;
  readonly #logger: LoggerService;
  readonly #credentialConfig: CredentialConfig;
  readonly #leaseMs: number;
  readonly #owner = randomUUID();
  readonly #work: DueWork<DueGrant>;

  constructor(options: {
    config: Pick<ApiManagementConfig, 'leases' | 'credentials'>;
    subscriptionStore: SubscriptionStore;
    credentialStore: CredentialStore;
    productStore: Pick<ProductStore, 'find'>;
    provisioningQueue: ProvisioningQueue;
    gatewayGrants: GatewayGrants;
    envelope: SecretEnvelope;
    auditor: AuditorService;
    notices: Notices;
    logger: LoggerService;
  }) {
    this.#subscriptions = options.subscriptionStore;
    this.#credentials = options.credentialStore;
    this.#products = options.productStore;
    this.#grants = options.provisioningQueue;
    this.#gatewayGrants = options.gatewayGrants;
    this.#envelope = options.envelope;
    this.#auditor = options.auditor;
    this.#notices = options.notices;
    this.#logger = options.logger;
    this.#credentialConfig = options.config.credentials;
    this.#leaseMs = options.config.leases.provisioningMs;
    this.#work = new DueWork({
      places: PLACES,
      take: limit =>
        this.#grants.leaseDue({
          owner: this.#owner,
          leaseMs: this.#leaseMs,
          limit,
        }),
      perform: grant => this.#attempt(grant),
      lookEveryMs: LOOK_EVERY_MS,
    });
  }

  /** Works on everything that is due. Aborted, it begins nothing more. */
  run(signal: AbortSignal): Promise<void> {
    return this.#work.run(signal);
  }

  /** It is not lost: others repeat what they take over, and gateways ignore what they know. */
  #leaseOf({ subscriptionId }: DueGrant): Lease {
    const hold = { subscriptionId, owner: this.#owner, leaseMs: this.#leaseMs };
    const renew = async () => {
      await this.#grants.renew(hold);
      return true;
    };
    return { lasts: this.#leaseMs, renew };
  }

  async #attempt(grant: DueGrant): Promise<void> {
    try {
      await underLease(
        this.#leaseOf(grant),
        AbortSignal.timeout(ATTEMPT_MS),
        signal => this.#reconcile(grant, signal),
      );
      await this.#grants.complete(grant.subscriptionId, grant.desiredRevision);
      await this.#credentials.destroySpent(grant.subscriptionId);
    } catch (error) {
      this.#logger.warn(
        `Provisioning of subscription ${
          grant.subscriptionId
        } failed: ${stringifyError(error)}`,
      );
      await this.#giveUpOrPostpone(grant, failureText(error));
    }
  }

  async #reconcile(grant: DueGrant, signal: AbortSignal): Promise<void> {
    const subscription = await this.#subscriptions.find(grant.subscriptionId);
    switch (subscription?.state) {
      case 'approved':
        return this.#apply(await this.#begin(subscription), grant, signal);
      case 'provisioning':
      case 'active':
      case 'suspended':
        return this.#apply(subscription, grant, signal);
      case 'ending':
        return this.#end(subscription, grant, signal);
      default:
        return undefined;
    }
  }

  async #begin(subscription: StoredSubscription): Promise<StoredSubscription> {
    const known = await this.#credentials.list(subscription.id);
    const credentials = known.length
      ? []
      : [
          await issueApiKey(
            subscription.id,
            {
              name: FIRST_KEY_NAME,
              expiresAt: Date.now() + (await this.#lifetimeOf(subscription)),
            },
            this.#envelope,
          ),
          await issuePassword(subscription.id, this.#envelope),
        ];
    await this.#move(subscription, 'provision', { credentials, error: null });
    return (await this.#subscriptions.find(subscription.id))!;
  }

  /** Of its first API key. */
  async #lifetimeOf(subscription: StoredSubscription): Promise<number> {
    const { planId } = subscription;
    const product = await this.#products.find(subscription.product.id);
    const plan = product?.plans.find(({ id }) => id === planId);
    return withinPlan(this.#credentialConfig, plan).lifetimeMs;
  }

  async #apply(
    subscription: StoredSubscription,
    grant: DueGrant,
    signal: AbortSignal,
  ) {
    const { applied, failure } = await this.#gatewayGrants.apply(
      subscription,
      grant.desiredRevision,
      { signal, afresh: grant.afresh },
    );
    const isUsable = applied > 0 || failure === undefined;
    if (subscription.state === 'provisioning' && isUsable) {
      await this.#move(subscription, 'activate', { error: null });
      this.#notices.send(credentialsNotice(subscription));
    }
    if (failure !== undefined) {
      throw failure;
    }
  }

  async #end(
    subscription: StoredSubscription,
    grant: DueGrant,
    signal: AbortSignal,
  ) {
    await this.#gatewayGrants.remove(
      subscription,
      grant.desiredRevision,
      signal,
    );
    await this.#move(subscription, 'finish', { revokeCredentials: true });
  }

  async #giveUpOrPostpone(grant: DueGrant, error: string): Promise<void> {
    const subscription = await this.#subscriptions.find(grant.subscriptionId);
    const failing =
      subscription?.state === 'provisioning' &&
      grant.attempts + 1 >= MAX_ATTEMPTS;
    if (failing) {
      await this.#move(subscription, 'fail', { error });
      await this.#grants.complete(grant.subscriptionId, grant.desiredRevision);
    } else {
      const delayMs = delayAfter(grant.attempts, FIRST_DELAY_MS);
      await this.#grants.postpone(grant.subscriptionId, { error, delayMs });
    }
  }

  async #move(
    subscription: StoredSubscription,
    action: SubscriptionSystemAction,
    change: Partial<SubscriptionMove>,
  ): Promise<void> {
    const state = requireSubscriptionMove(subscription.state, action);
    const meta = { subscriptionId: subscription.id, action };
    await audited(
      this.#auditor,
      { eventId: 'subscription-provision', meta },
      () =>
        this.#subscriptions.move(subscription, {
          ...change,
          state,
          event: reached(state, { error: change.error }),
        }),
    );
  }
}

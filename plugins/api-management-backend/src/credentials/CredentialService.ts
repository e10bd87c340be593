import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { credentialManagePermission } from '@oaf/backstage-plugin-api-management-common';
import type {
  Credential,
  CredentialInput,
  CredentialList,
  RevealedSecret,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { ProductStore } from '../products/ProductStore';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import { toResource } from '../subscriptions/SubscriptionPresenter';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { CredentialStore, StoredCredential } from './CredentialStore';
import { clientKeyViews, toCredentialView } from './credentialView';
import { issueCredential, KEY_OVERLAP } from './issueCredential';
import type { SecretEnvelope } from './SecretEnvelope';

export class CredentialService {
  readonly #credentials: CredentialStore;
  readonly #subscriptions: SubscriptionService;
  readonly #subscriptionStore: SubscriptionStore;
  readonly #products: ProductStore;
  readonly #gatewayGrants: GatewayGrants;
  readonly #drivers: GatewayDrivers;
  readonly #envelope: SecretEnvelope;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #provision: () => void;

  constructor(options: {
    credentials: CredentialStore;
    subscriptions: SubscriptionService;
    subscriptionStore: SubscriptionStore;
    productStore: ProductStore;
    gatewayGrants: GatewayGrants;
    drivers: GatewayDrivers;
    envelope: SecretEnvelope;
    access: AccessControl;
    auditor: AuditorService;
    provision: () => void;
  }) {
    this.#credentials = options.credentials;
    this.#subscriptions = options.subscriptions;
    this.#subscriptionStore = options.subscriptionStore;
    this.#products = options.productStore;
    this.#gatewayGrants = options.gatewayGrants;
    this.#drivers = options.drivers;
    this.#envelope = options.envelope;
    this.#access = options.access;
    this.#auditor = options.auditor;
    this.#provision = options.provision;
  }

  async list(caller: Caller, subscriptionId: string): Promise<CredentialList> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const activity = await this.#activityOf(subscription);
    const stored = await this.#credentials.list(subscriptionId);
    return {
      items: [
        ...clientKeyViews(activity, subscription.state),
        ...stored.map(credential => toCredentialView(credential, activity)),
      ],
    };
  }

  async issue(
    caller: Caller,
    subscriptionId: string,
    { type }: CredentialInput,
  ): Promise<Credential> {
    const credential = await issueCredential(
      subscriptionId,
      type,
      this.#envelope,
    );
    const overlapUntil = type === 'api-key' ? Date.now() + KEY_OVERLAP : null;
    await this.#write(
      caller,
      'credential-issued',
      credential,
      async subscription => {
        if (subscription.state !== 'active') {
          throw new ConflictError(
            `The subscription is ${subscription.state}; credentials are issued while it is active`,
          );
        }
        await this.#credentials.replace(credential, overlapUntil);
      },
    );
    return toCredentialView(credential, undefined);
  }

  async reveal(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
  ): Promise<RevealedSecret> {
    const credential = await this.#find(caller, subscriptionId, credentialId);
    let secret = '';
    await this.#write(caller, 'credential-revealed', credential, async () => {
      secret = await this.#openSecret(credential);
      if (!(await this.#credentials.takeSecret(credential))) {
        throw alreadyShown();
      }
    });
    const revealed = await this.#find(caller, subscriptionId, credentialId);
    return { credential: toCredentialView(revealed, undefined), secret };
  }

  async revoke(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
  ): Promise<Credential> {
    const credential = await this.#find(caller, subscriptionId, credentialId);
    await this.#write(caller, 'credential-revoked', credential, async () => {
      if (credential.state === 'revoked') {
        throw new ConflictError('The credential is revoked already');
      }
      await this.#credentials.revoke(credential);
    });
    const revoked = await this.#find(caller, subscriptionId, credentialId);
    return toCredentialView(revoked, undefined);
  }

  async #openSecret(credential: StoredCredential): Promise<string> {
    if (credential.sealedSecret === null) {
      throw alreadyShown();
    }
    return this.#envelope.open(credential.sealedSecret, credential.id);
  }

  /** Checks and audits a write, notes it in the timeline and lets the gateway follow. */
  async #write(
    caller: Caller,
    eventId: string,
    { id, subscriptionId, type, prefix }: StoredCredential,
    perform: (subscription: StoredSubscription) => Promise<void>,
  ) {
    const meta = { credentialId: id, subscriptionId, type };
    await audited(
      this.#auditor,
      { eventId, severityLevel: 'high', caller, meta },
      async () => {
        await perform(await this.#requireManageable(caller, subscriptionId));
        await this.#subscriptionStore.addEvent(subscriptionId, {
          type: eventId,
          actor: caller.userRef,
          reason: `${type} ${prefix}…`,
        });
      },
    );
    this.#provision();
  }

  async #find(
    caller: Caller,
    subscriptionId: string,
    id: string,
  ): Promise<StoredCredential> {
    await this.#subscriptions.findVisible(caller, subscriptionId);
    const credential = await this.#credentials.find(subscriptionId, id);
    if (!credential) {
      throw new NotFoundError(`The subscription has no credential ${id}`);
    }
    return credential;
  }

  async #requireManageable(
    caller: Caller,
    subscriptionId: string,
  ): Promise<StoredSubscription> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const may = await this.#access.decider(
      caller,
      [credentialManagePermission],
      subscriptionResourceRef,
    );
    if (!may(credentialManagePermission, toResource(subscription))) {
      throw new NotAllowedError(
        `Only the holder of the application ${subscription.application.title} may handle its credentials`,
      );
    }
    return subscription;
  }

  async #activityOf(
    subscription: StoredSubscription,
  ): Promise<GrantActivity | undefined> {
    const product = await this.#products.find(subscription.product.id);
    const shares = await this.#gatewayGrants.accountsOf(
      product?.gatewayApiIds ?? [],
    );
    const activities = await Promise.all(
      shares.map(({ account }) =>
        this.#drivers.of(account).readGrantActivity(account, subscription.id),
      ),
    );
    return activities.find(activity => activity !== undefined);
  }
}

function alreadyShown() {
  return new ConflictError(
    'The secret was shown already, or its time to be shown is over; issue a new one',
  );
}

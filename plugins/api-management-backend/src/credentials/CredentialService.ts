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
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
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

const GATEWAY_TIMEOUT_MS = 20_000;

type WrittenCredential = Pick<Credential, 'id' | 'type' | 'prefix'> & {
  subscriptionId: string;
};

export class CredentialService {
  readonly #credentials: CredentialStore;
  readonly #subscriptions: SubscriptionService;
  readonly #subscriptionStore: SubscriptionStore;
  readonly #gatewayGrants: GatewayGrants;
  readonly #envelope: SecretEnvelope;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #provision: () => void;

  constructor(options: {
    credentialStore: CredentialStore;
    subscriptions: SubscriptionService;
    subscriptionStore: SubscriptionStore;
    gatewayGrants: GatewayGrants;
    envelope: SecretEnvelope;
    access: AccessControl;
    auditor: AuditorService;
    provision: () => void;
  }) {
    this.#credentials = options.credentialStore;
    this.#subscriptions = options.subscriptions;
    this.#subscriptionStore = options.subscriptionStore;
    this.#gatewayGrants = options.gatewayGrants;
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
    const activity = await this.#gatewayGrants.readActivity(subscription);
    const stored = await this.#credentials.list(subscriptionId);
    return {
      items: [
        ...clientKeyViews(activity, subscription.state),
        ...stored.map(credential => toCredentialView(credential, activity)),
      ],
      unanswered: activity?.unanswered ?? [],
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
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const activity = await this.#gatewayGrants.readActivity(subscription);
    const [clientKey] = clientKeyViews(activity, subscription.state).filter(
      ({ id }) => id === credentialId,
    );
    return clientKey
      ? this.#revokeClientKey(caller, subscription, clientKey)
      : this.#revokeSecret(caller, subscriptionId, credentialId);
  }

  async #revokeSecret(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
  ) {
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

  /** The gateway alone holds client keys, so it is told at once. */
  async #revokeClientKey(
    caller: Caller,
    subscription: StoredSubscription,
    key: Credential,
  ): Promise<Credential> {
    const written = { ...key, subscriptionId: subscription.id };
    await this.#write(caller, 'credential-revoked', written, async () => {
      const signal = AbortSignal.timeout(GATEWAY_TIMEOUT_MS);
      await this.#gatewayGrants.revokeClientKey(subscription, key.id, signal);
    });
    return { ...key, state: 'revoked' };
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
    { id, subscriptionId, type, prefix }: WrittenCredential,
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
    const may = await this.#access.decider(caller, subscriptionResourceRef);
    if (!may(credentialManagePermission, toResource(subscription))) {
      throw new NotAllowedError(
        `Only the holder of the application ${subscription.application.title} may handle its credentials`,
      );
    }
    return subscription;
  }
}

function alreadyShown() {
  return new ConflictError(
    'The secret was shown already, or its time to be shown is over; issue a new one',
  );
}

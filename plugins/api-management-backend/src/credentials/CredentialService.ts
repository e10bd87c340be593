import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  credentialManagePermission,
  credentialStates,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  AuditEventId,
  Credential,
  CredentialInput,
  CredentialList,
  CredentialOperation,
  RevealedSecret,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import { requireMove } from '../states/requireMove';
import { toResource } from '../subscriptions/SubscriptionPresenter';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type { NewEvent } from '../subscriptions/SubscriptionEvents';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { CredentialStore, StoredCredential } from './CredentialStore';
import { clientKeyViews, toCredentialView } from './credentialView';
import { issueCredential, KEY_OVERLAP } from './issueCredential';
import { requireOperation } from './requireOperation';
import { requireRoom } from './requireRoom';
import type { SecretEnvelope } from './SecretEnvelope';

const eventIds = {
  issue: 'credential-issued',
  reveal: 'credential-revealed',
  revoke: 'credential-revoked',
} as const satisfies Record<CredentialOperation, AuditEventId>;

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
    const stored = await this.#credentials.list(subscriptionId);
    const activity = await this.#readActivity(subscription, stored);
    return {
      items: [
        ...clientKeyViews(activity),
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
    await this.#write(caller, 'issue', credential, async trx => {
      await requireRoom(credential, this.#credentials, trx);
      await this.#credentials.replace(credential, overlapUntil, trx);
    });
    return toCredentialView(credential, undefined);
  }

  async reveal(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
  ): Promise<RevealedSecret> {
    const credential = await this.#find(caller, subscriptionId, credentialId);
    let secret = '';
    await this.#write(caller, 'reveal', credential, async trx => {
      secret = await this.#openSecret(credential);
      if (!(await this.#credentials.takeSecret(credential, trx))) {
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
    const activity = await this.#readActivity(subscription);
    const [clientKey] = clientKeyViews(activity).filter(
      ({ id }) => id === credentialId,
    );
    return clientKey
      ? this.#revokeClientKey(caller, subscription, clientKey)
      : this.#revokeSecret(caller, subscription, credentialId);
  }

  async #revokeSecret(
    caller: Caller,
    subscription: StoredSubscription,
    credentialId: string,
  ) {
    const subscriptionId = subscription.id;
    const credential = await this.#find(caller, subscriptionId, credentialId);
    const activity = await this.#readActivity(subscription, [credential]);
    await this.#write(caller, 'revoke', credential, async trx => {
      requireRevocable(toCredentialView(credential, activity));
      if (!(await this.#credentials.revoke(credential, trx))) {
        throw new ConflictError('The credential is revoked already');
      }
    });
    const revoked = await this.#find(caller, subscriptionId, credentialId);
    return toCredentialView(revoked, activity);
  }

  /** The gateway alone holds client keys, so it is told at once. */
  async #revokeClientKey(
    caller: Caller,
    subscription: StoredSubscription,
    key: Credential,
  ): Promise<Credential> {
    const written = { ...key, subscriptionId: subscription.id };
    await this.#audited(caller, 'revoke', written, async seen => {
      requireOperation('revoke', seen);
      requireRevocable(key);
      const signal = AbortSignal.timeout(GATEWAY_TIMEOUT_MS);
      await this.#gatewayGrants.revokeClientKey(subscription, key.id, signal);
      await this.#subscriptionStore.addEvent(
        subscription.id,
        eventOf(caller, 'revoke', key),
      );
    });
    return { ...key, state: 'revoked', revokedAt: isoTime(Date.now()) };
  }

  async #readActivity(
    subscription: StoredSubscription,
    credentials: StoredCredential[] = [],
  ) {
    return this.#gatewayGrants.readActivity(
      subscription,
      credentials.map(({ id }) => id),
    );
  }

  async #openSecret(credential: StoredCredential): Promise<string> {
    if (credential.sealedSecret === null) {
      throw alreadyShown();
    }
    return this.#envelope.open(credential.sealedSecret, credential.id);
  }

  /** Checks and audits a write of the tables, with its event in the timeline, and lets the gateway follow. */
  async #write(
    caller: Caller,
    operation: CredentialOperation,
    credential: WrittenCredential,
    perform: (trx: Transaction) => Promise<void>,
  ) {
    await this.#audited(caller, operation, credential, seen =>
      this.#subscriptionStore.change(seen, async (now, trx) => {
        requireOperation(operation, now);
        await perform(trx);
        return eventOf(caller, operation, credential);
      }),
    );
    this.#provision();
  }

  async #audited(
    caller: Caller,
    operation: CredentialOperation,
    { id, subscriptionId, type }: WrittenCredential,
    perform: (seen: StoredSubscription) => Promise<void>,
  ) {
    const eventId = eventIds[operation];
    const meta = { credentialId: id, subscriptionId, type };
    await audited(
      this.#auditor,
      { eventId, severityLevel: 'high', caller, meta },
      async () =>
        perform(await this.#requireManageable(caller, subscriptionId)),
    );
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

function requireRevocable({ state }: Credential) {
  requireMove(credentialStates, state, 'revoke', 'credential');
}

function eventOf(
  caller: Caller,
  operation: CredentialOperation,
  { type, prefix = '' }: Pick<Credential, 'type' | 'prefix'>,
): NewEvent {
  const isClientKey = type === 'client-key' && operation === 'revoke';
  return {
    type: isClientKey ? 'client-key-revoked' : eventIds[operation],
    actor: caller.userRef,
    data: { credential: { type, prefix } },
  };
}

function alreadyShown() {
  return new ConflictError(
    'The secret was shown already, or its time to be shown is over; issue a new one',
  );
}

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
  Credential,
  CredentialInput,
  CredentialList,
  CredentialOperation,
  RevealedSecret,
} from '@oaf/backstage-plugin-api-management-common';
import {
  type GrantActivity,
  subscriptionResourceRef,
} from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import { requireMove } from '../states/requireMove';
import { toResource } from '../subscriptions/SubscriptionPresenter';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { CredentialStore, StoredCredential } from './CredentialStore';
import { eventIds, eventOf } from './credentialEvents';
import { clientKeyViews, toCredentialView } from './credentialView';
import { issueCredential, KEY_OVERLAP } from './issueCredential';
import { requireOperation } from './requireOperation';
import { requireRoom } from './requireRoom';
import type { SecretEnvelope } from './SecretEnvelope';

const GATEWAY_TIMEOUT_MS = 20_000;

type CredentialWrite<Written = Pick<Credential, 'id' | 'type' | 'prefix'>> = {
  subscription: StoredSubscription;
  credential: Written;
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
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const credential = await issueCredential(
      subscriptionId,
      type,
      this.#envelope,
    );
    const overlapUntil = type === 'api-key' ? Date.now() + KEY_OVERLAP : null;
    const writes = { subscription, credential };
    await this.#write(caller, 'issue', writes, async trx => {
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
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const credential = await this.#find(subscriptionId, credentialId);
    const writes = { subscription, credential };
    let secret = '';
    await this.#write(caller, 'reveal', writes, async trx => {
      secret = await this.#openSecret(credential);
      if (!(await this.#credentials.takeSecret(credential, trx))) {
        throw alreadyShown();
      }
    });
    const revealed = await this.#find(subscriptionId, credentialId);
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
    const credential = await this.#credentials.find(
      subscriptionId,
      credentialId,
    );
    const activity = await this.#readActivity(
      subscription,
      credential && [credential],
    );
    return credential
      ? this.#revokeSecret(caller, { subscription, credential }, activity)
      : this.#revokeClientKey(caller, {
          subscription,
          credential: requireClientKey(activity, credentialId),
        });
  }

  async #revokeSecret(
    caller: Caller,
    writes: CredentialWrite<StoredCredential>,
    activity: GrantActivity | undefined,
  ) {
    const { subscription, credential } = writes;
    await this.#write(caller, 'revoke', writes, async trx => {
      requireRevocable(toCredentialView(credential, activity));
      if (!(await this.#credentials.revoke(credential, trx))) {
        throw new ConflictError('The credential is revoked already');
      }
    });
    const revoked = await this.#find(subscription.id, credential.id);
    return toCredentialView(revoked, activity);
  }

  /** The gateway alone holds client keys, so it is told at once. */
  async #revokeClientKey(
    caller: Caller,
    writes: CredentialWrite<Credential>,
  ): Promise<Credential> {
    const { subscription, credential: key } = writes;
    await this.#audited(caller, 'revoke', writes, async () => {
      requireOperation('revoke', subscription);
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
    writes: CredentialWrite,
    perform: (trx: Transaction) => Promise<void>,
  ) {
    await this.#audited(caller, operation, writes, () =>
      this.#subscriptionStore.change(writes.subscription, async (now, trx) => {
        requireOperation(operation, now);
        await perform(trx);
        return eventOf(caller, operation, writes.credential);
      }),
    );
    this.#provision();
  }

  async #audited(
    caller: Caller,
    operation: CredentialOperation,
    { subscription, credential: { id, type } }: CredentialWrite,
    perform: () => Promise<void>,
  ) {
    const eventId = eventIds[operation];
    const meta = { credentialId: id, subscriptionId: subscription.id, type };
    await audited(
      this.#auditor,
      { eventId, severityLevel: 'high', caller, meta },
      async () => {
        await this.#requireManageable(caller, subscription);
        await perform();
      },
    );
  }

  async #find(subscriptionId: string, id: string): Promise<StoredCredential> {
    const credential = await this.#credentials.find(subscriptionId, id);
    if (!credential) {
      throw unknownCredential(id);
    }
    return credential;
  }

  async #requireManageable(caller: Caller, subscription: StoredSubscription) {
    const may = await this.#access.decider(caller, subscriptionResourceRef);
    if (!may(credentialManagePermission, toResource(subscription))) {
      throw new NotAllowedError(
        `Only the holder of the application ${subscription.application.title} may handle its credentials`,
      );
    }
  }
}

function requireClientKey(activity: GrantActivity | undefined, kid: string) {
  const key = clientKeyViews(activity).find(({ id }) => id === kid);
  if (!key) {
    throw unknownCredential(kid);
  }
  return key;
}

function unknownCredential(id: string) {
  return new NotFoundError(`The subscription has no credential ${id}`);
}

function requireRevocable({ state }: Credential) {
  requireMove(credentialStates, state, 'revoke', 'credential');
}

function alreadyShown() {
  return new ConflictError(
    'The secret was shown already, or its time to be shown is over; issue a new one',
  );
}

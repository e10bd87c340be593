import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  allowedActions,
  credentialStates,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  AccessRecovery,
  Credential,
  CredentialInput,
  CredentialList,
  CredentialOperation,
  CredentialUpdate,
  RevealedSecret,
} from '@oaf/backstage-plugin-api-management-common';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import type { PlanChangeStore } from '../planChanges/PlanChangeStore';
import type { ProductStore } from '../products/ProductStore';
import type { GatewayGrants } from '../provisioning/GatewayGrants';
import { requireMove } from '../states/requireMove';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { CredentialStore, StoredCredential } from './CredentialStore';
import { changeKey } from './changeKey';
import type { CredentialConfig } from './config';
import { eventIds, eventOf } from './credentialEvents';
import type { EventSubject } from './credentialEvents';
import { chosenExpiry, chosenOverlap, toRules } from './credentialRules';
import {
  clientKeyViews,
  isRevealable,
  toCredentialView,
} from './credentialView';
import { issueApiKey, issuePassword } from './issueCredential';
import { keySuccession } from './keySuccession';
import { requirePasswordRate } from './requirePasswordRate';
import { requireManageable } from './requireManageable';
import { requireOperation } from './requireOperation';
import { requireRoom } from './requireRoom';
import type { SecretEnvelope } from './SecretEnvelope';
import { withinPlan } from './withinPlan';

const GATEWAY_TIMEOUT_MS = 20_000;

type Write = {
  /** What others are asked or told first, outside of the transaction; may be repeated. */
  before?: () => Promise<void>;
  /** Answers what was written, where that is known in the transaction only. */
  perform: (
    trx: Transaction,
    now: StoredSubscription,
  ) => Promise<EventSubject | void>;
  reason?: string;
};

type CredentialWrite<Written = EventSubject & { id: string }> = {
  subscription: StoredSubscription;
  credential: Written;
};

const isRevocable = ({ state }: Credential) =>
  allowedActions(credentialStates, state).includes('revoke');

export class CredentialService {
  readonly #credentials: CredentialStore;
  readonly #subscriptions: SubscriptionService;
  readonly #subscriptionStore: SubscriptionStore;
  readonly #gatewayGrants: GatewayGrants;
  readonly #planChanges: PlanChangeStore;
  readonly #products: ProductStore;
  readonly #config: CredentialConfig;
  readonly #envelope: SecretEnvelope;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;
  readonly #provision: () => void;

  constructor(options: {
    credentialStore: CredentialStore;
    subscriptions: SubscriptionService;
    subscriptionStore: SubscriptionStore;
    gatewayGrants: GatewayGrants;
    planChangeStore: PlanChangeStore;
    productStore: ProductStore;
    config: { credentials: CredentialConfig };
    envelope: SecretEnvelope;
    access: AccessControl;
    auditor: AuditorService;
    provision: () => void;
  }) {
    this.#credentials = options.credentialStore;
    this.#subscriptions = options.subscriptions;
    this.#subscriptionStore = options.subscriptionStore;
    this.#gatewayGrants = options.gatewayGrants;
    this.#planChanges = options.planChangeStore;
    this.#products = options.productStore;
    this.#config = options.config.credentials;
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
        ...(await this.#view(subscription, stored, activity)),
      ],
      unanswered: activity?.unanswered ?? [],
      rules: toRules((await this.#rulesOf(subscription)).config),
    };
  }

  async issue(
    caller: Caller,
    subscriptionId: string,
    input: CredentialInput,
  ): Promise<Credential> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const credential = await (input.type === 'api-key'
      ? this.#issueKey(caller, subscription, input)
      : this.#issuePassword(caller, subscription));
    const [view] = await this.#view(subscription, [credential]);
    return view;
  }

  async #issueKey(
    caller: Caller,
    subscription: StoredSubscription,
    input: CredentialInput,
  ): Promise<StoredCredential> {
    const { id } = subscription;
    const rules = await this.#rulesOf(subscription);
    const overlap = chosenOverlap(input, rules.config);
    const expiresAt = chosenExpiry(input, rules.config);
    const made = await issueApiKey(
      id,
      { name: null, expiresAt },
      this.#envelope,
    );
    let issued = made;
    await this.#write(
      caller,
      'issue',
      { subscription, credential: made },
      {
        perform: async (trx, now) => {
          await requireRoom(made, this.#credentials, trx);
          const planId = await this.#planOfNewKey(id, trx);
          requireSamePlan(planId ?? now.planId, rules.planId);
          const current = await this.#credentials.listCurrentKeys(id, trx);
          const { name, ids } = keySuccession(input, current);
          issued = { ...made, name, planId };
          const overlapUntil = Date.now() + overlap;
          await this.#credentials.succeed(issued, { ids, overlapUntil }, trx);
          return issued;
        },
      },
    );
    return issued;
  }

  async #issuePassword(
    caller: Caller,
    subscription: StoredSubscription,
  ): Promise<StoredCredential> {
    const credential = await issuePassword(subscription.id, this.#envelope);
    await this.#write(
      caller,
      'issue',
      { subscription, credential },
      {
        perform: trx => this.#replacePassword(credential, trx),
      },
    );
    return credential;
  }

  async #replacePassword(credential: StoredCredential, trx: Transaction) {
    await this.#requirePasswordRate(credential.subscriptionId, trx);
    await this.#credentials.replacePassword(credential, trx);
  }

  #requirePasswordRate(subscriptionId: string, trx: Transaction) {
    const { passwordsPerDay } = this.#config;
    const tools = { store: this.#credentials, trx };
    return requirePasswordRate(subscriptionId, passwordsPerDay, tools);
  }

  /** While one plan is changed for another, new keys are of the one to come. */
  async #planOfNewKey(subscriptionId: string, trx?: Transaction) {
    const running = await this.#planChanges.findRunning([subscriptionId], trx);
    const change = running.get(subscriptionId);
    return change?.state === 'overlapping' ? change.to.id : null;
  }

  /** What is allowed of a key that is issued now, and by which plan. */
  async #rulesOf({ id, planId: own }: StoredSubscription) {
    const planId = (await this.#planOfNewKey(id)) ?? own;
    const [plan] = await this.#products.findPlans([planId]);
    return { planId, config: withinPlan(this.#config, plan) };
  }

  /** Names a key anew, or moves the end of its overlap. */
  async change(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
    update: CredentialUpdate,
  ): Promise<Credential> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const credential = await this.#find(subscriptionId, credentialId);
    await this.#write(
      caller,
      'change',
      { subscription, credential },
      {
        perform: async trx => {
          const key = await changeKey(
            credentialId,
            update,
            {
              store: this.#credentials,
              subscriptionId,
              maxOverlapMs: this.#config.maxOverlapMs,
              changingTo: await this.#planOfNewKey(subscriptionId, trx),
            },
            trx,
          );
          return { ...key, name: update.name?.trim() ?? key.name };
        },
      },
    );
    const changed = await this.#find(subscriptionId, credentialId);
    const [view] = await this.#view(subscription, [changed]);
    return view;
  }

  /** The private key is lost: no client key works any more, and a new temporary password enrols another. */
  async recover(
    caller: Caller,
    subscriptionId: string,
    { reason }: AccessRecovery,
  ): Promise<Credential> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    const credential = await issuePassword(subscriptionId, this.#envelope);
    const writes = { subscription, credential };
    await this.#write(caller, 'recover', writes, {
      reason,
      before: async () => {
        await this.#subscriptionStore.change(subscription, async (_, trx) => {
          await this.#requirePasswordRate(subscriptionId, trx);
          return [];
        });
        await this.#revokeClientKeys(caller, subscription, reason);
      },
      perform: trx => this.#replacePassword(credential, trx),
    });
    return toCredentialView(credential, undefined);
  }

  /** One that a gateway does not tell of would go on, so every gateway has to answer. */
  async #revokeClientKeys(
    caller: Caller,
    subscription: StoredSubscription,
    reason: string | undefined,
  ) {
    const activity = await this.#readActivity(subscription);
    if (activity && activity.unanswered.length > 0) {
      throw new ServiceUnavailableError(
        `${activity.unanswered.join(
          ', ',
        )} does not answer, so client keys there cannot be revoked; try again`,
      );
    }
    for (const key of clientKeyViews(activity).filter(isRevocable)) {
      await this.#endClientKey(caller, subscription, key, reason);
    }
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
    await this.#write(caller, 'reveal', writes, {
      before: async () => {
        secret = await this.#openSecret(credential);
      },
      perform: async trx => {
        if (!(await this.#credentials.takeSecret(credential, trx))) {
          throw alreadyShown();
        }
      },
    });
    const revealed = await this.#find(subscriptionId, credentialId);
    const [view] = await this.#view(subscription, [revealed]);
    return { credential: view, secret };
  }

  async revoke(
    caller: Caller,
    subscriptionId: string,
    credentialId: string,
    reason: string | undefined,
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
      ? this.#revokeSecret(
          caller,
          { subscription, credential },
          activity,
          reason,
        )
      : this.#revokeClientKey(
          caller,
          {
            subscription,
            credential: requireClientKey(activity, credentialId),
          },
          reason,
        );
  }

  async #revokeSecret(
    caller: Caller,
    writes: CredentialWrite<StoredCredential>,
    activity: GrantActivity | undefined,
    reason: string | undefined,
  ) {
    const { subscription, credential } = writes;
    const why = reason?.trim() || null;
    await this.#write(caller, 'revoke', writes, {
      reason,
      perform: async trx => {
        requireRevocable(toCredentialView(credential, activity));
        if (!(await this.#credentials.revoke(credential, why, trx))) {
          throw new ConflictError('The credential is revoked already');
        }
      },
    });
    const revoked = await this.#find(subscription.id, credential.id);
    const [view] = await this.#view(subscription, [revoked], activity);
    return view;
  }

  /** The gateway alone holds client keys, so it is told at once. */
  async #revokeClientKey(
    caller: Caller,
    writes: CredentialWrite<Credential>,
    reason: string | undefined,
  ): Promise<Credential> {
    const { subscription, credential: key } = writes;
    await this.#audited(caller, 'revoke', writes, async () => {
      requireOperation('revoke', subscription);
      requireRevocable(key);
      await this.#endClientKey(caller, subscription, key, reason);
    });
    return { ...key, state: 'revoked', revokedAt: isoTime(Date.now()) };
  }

  async #endClientKey(
    caller: Caller,
    subscription: StoredSubscription,
    key: Credential,
    reason: string | undefined,
  ) {
    const signal = AbortSignal.timeout(GATEWAY_TIMEOUT_MS);
    await this.#gatewayGrants.revokeClientKey(subscription, key.id, signal);
    await this.#subscriptionStore.addEvent(
      subscription.id,
      eventOf(caller, 'revoke', key, reason),
    );
  }

  /** With the plan of each key that has another than the subscription. */
  async #view(
    subscription: StoredSubscription,
    credentials: StoredCredential[],
    activity?: GrantActivity,
  ): Promise<Credential[]> {
    const others = credentials
      .flatMap(({ planId }) => planId ?? [])
      .filter(planId => planId !== subscription.planId);
    const plans = others.length
      ? await this.#products.findPlans([...new Set(others)])
      : [];
    return credentials.map(credential => {
      const plan = plans.find(({ id }) => id === credential.planId);
      const reference = plan && { id: plan.id, title: plan.title };
      return toCredentialView(credential, activity, reference);
    });
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
    if (!isRevealable(credential)) {
      throw alreadyShown();
    }
    return this.#envelope.open(credential.sealedSecret!, {
      credentialId: credential.id,
    });
  }

  /** Checks and audits a write of the tables, with its event in the timeline, and lets the gateway follow. */
  async #write(
    caller: Caller,
    operation: CredentialOperation,
    { subscription, credential }: CredentialWrite,
    { before, perform, reason }: Write,
  ) {
    const writes = { subscription, credential };
    await this.#audited(caller, operation, writes, async () => {
      requireOperation(operation, subscription);
      await before?.();
      await this.#subscriptionStore.change(subscription, async (now, trx) => {
        requireOperation(operation, now);
        const written = (await perform(trx, now)) ?? credential;
        return eventOf(caller, operation, written, reason);
      });
    });
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
        await requireManageable(this.#access, caller, subscription);
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

/** The rules were those of another plan. */
function requireSamePlan(planId: string, asked: string) {
  if (planId !== asked) {
    throw new ConflictError('The plan was changed just now; try again');
  }
}

function requireRevocable({ state }: Credential) {
  requireMove(credentialStates, state, 'revoke', 'credential');
}

function alreadyShown() {
  return new ConflictError(
    'The secret was shown already, or its time to be shown is over; issue a new one',
  );
}

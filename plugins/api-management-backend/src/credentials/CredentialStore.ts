import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Visibility } from '../authorization/AccessControl';

/** A secret we made. Times are epoch milliseconds. */
export type StoredCredential = {
  id: string;
  subscriptionId: string;
  type: 'api-key' | 'initial-access-token';
  /** What the gateway is told; what people see is derived from the times. */
  state: 'issued' | 'rotating' | 'revoked';
  /** What people call an API key; null when it has none. */
  name: string | null;
  /** Of an API key; null is the plan that its subscription has. */
  planId: string | null;
  prefix: string;
  secretHash: string;
  /** Enveloped; null once it was shown or destroyed. */
  sealedSecret: string | null;
  createdAt: number;
  revealedAt: number | null;
  /** When a temporary password enrolled a client key, once the gateway was asked. */
  usedAt: number | null;
  /** When a successor was issued; the credential goes on until `expiresAt`. */
  replacedAt: number | null;
  expiresAt: number | null;
  /** The end it was issued with; an overlap never goes beyond. */
  validUntil: number | null;
  revokedAt: number | null;
  /** Why it was revoked. */
  reason: string | null;
};

/** Which of a subscription's API keys a successor takes the place of. */
export type Succession = {
  /** None of them when it is a further key. */
  ids: string[];
  /** Until when they go on beside it. */
  overlapUntil: number;
};

export interface CredentialStore {
  /** Newest first. */
  list(subscriptionId: string): Promise<StoredCredential[]>;
  /** Of several subscriptions. */
  listOf(subscriptionIds: string[]): Promise<StoredCredential[]>;
  /** By credential; without those that are of none. */
  subscriptionsOf(ids: string[]): Promise<Map<string, string>>;
  find(
    subscriptionId: string,
    id: string,
  ): Promise<StoredCredential | undefined>;
  insert(credentials: StoredCredential[], trx: Transaction): Promise<void>;
  /** Adds a temporary password, and voids the former ones. Asks provisioning to tell the gateway. */
  replacePassword(
    credential: StoredCredential,
    trx: Transaction,
  ): Promise<void>;
  /** Adds an API key and supersedes others. Asks provisioning to tell the gateway. */
  succeed(
    credential: StoredCredential,
    succession: Succession,
    trx: Transaction,
  ): Promise<void>;
  /** API keys that work and are not being replaced. */
  listCurrentKeys(
    subscriptionId: string,
    trx: Transaction,
  ): Promise<StoredCredential[]>;
  /**
   * API keys that work, or would if the clock did not say otherwise, of any plan.
   */
  listLiveKeys(
    subscriptionId: string,
    trx: Transaction,
  ): Promise<StoredCredential[]>;
  /** Gives a key another name. */
  rename(
    credential: StoredCredential,
    name: string,
    trx: Transaction,
  ): Promise<void>;
  /** Lets keys that were replaced end at another time. Asks provisioning to tell the gateway. */
  endAt(
    credential: StoredCredential,
    expiresAt: number,
    trx: Transaction,
  ): Promise<void>;
  /** Gateways need to know them no more. Asks provisioning to tell them. */
  retire(
    subscriptionId: string,
    ids: string[],
    trx: Transaction,
  ): Promise<void>;
  /** API keys that are over, of which gateways are still told. */
  listOverKeys(limit: number): Promise<StoredCredential[]>;
  /** API keys that end within so many days and whose holders were not told of that, nor of fewer; none that was issued for less. */
  listToWarn(days: number, limit: number): Promise<StoredCredential[]>;
  /** False when another replica was first. */
  claimWarning(credential: StoredCredential, days: number): Promise<boolean>;
  giveWarningBack(credential: StoredCredential): Promise<void>;
  /** Of the API keys of each subscription that end before the instant and are not being replaced, the one that does so first. */
  findExpiring(
    subscriptionIds: string[],
    before: number,
  ): Promise<Map<string, StoredCredential>>;
  /** How many temporary passwords were made since then, and when the first of them was. */
  countPasswords(
    subscriptionId: string,
    since: number,
    trx: Transaction,
  ): Promise<{ count: number; first: number }>;
  /** How many of a subscription's credentials of a type can be used now, superseded ones included. */
  countLive(
    { subscriptionId, type }: Pick<StoredCredential, 'subscriptionId' | 'type'>,
    trx: Transaction,
  ): Promise<number>;
  /** Notes that the secret is being shown, and destroys it unless gateways still wait for it; false when somebody else was first. */
  takeSecret(credential: StoredCredential, trx: Transaction): Promise<boolean>;
  /** Destroys secrets that were shown or replaced, once no gateway waits for them; of all subscriptions unless one is named. */
  destroySpent(subscriptionId?: string): Promise<void>;
  /** Asks provisioning to tell the gateway; false when it is revoked already. */
  revoke(
    credential: StoredCredential,
    reason: string | null,
    trx: Transaction,
  ): Promise<boolean>;
  /** Revokes all of a subscription, and destroys secrets that were not shown. */
  revokeAll(subscriptionId: string, trx: Transaction): Promise<void>;
  /** Destroys secrets that nobody asked to see before the instant. */
  destroyUnrevealed(createdBefore: number): Promise<void>;
  /** Temporary passwords that were shown, may still be used, and are not known to have been. */
  listUnused(): Promise<StoredCredential[]>;
  noteUse(credential: StoredCredential, usedAt: number): Promise<void>;
  /** Credentials that can be used now and no more at the instant, of subscriptions that the caller may see. */
  countExpiring(
    visibilities: Array<Visibility<SubscriptionFilter>>,
    before: number,
  ): Promise<number>;
}

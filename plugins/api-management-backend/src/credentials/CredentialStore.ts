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
  revokedAt: number | null;
};

export interface CredentialStore {
  /** Newest first. */
  list(subscriptionId: string): Promise<StoredCredential[]>;
  find(
    subscriptionId: string,
    id: string,
  ): Promise<StoredCredential | undefined>;
  insert(credentials: StoredCredential[], trx: Transaction): Promise<void>;
  /**
   * Adds a credential in place of those of its type: the former are superseded until `overlapUntil`, or revoked at
   * once when it is null. Asks provisioning to tell the gateway.
   */
  replace(
    credential: StoredCredential,
    overlapUntil: number | null,
    trx: Transaction,
  ): Promise<void>;
  /** How many of a subscription's credentials of a type can be used now, superseded ones included. */
  countLive(
    { subscriptionId, type }: Pick<StoredCredential, 'subscriptionId' | 'type'>,
    trx: Transaction,
  ): Promise<number>;
  /** Destroys the sealed secret because it is being shown; false when somebody else was first. */
  takeSecret(credential: StoredCredential, trx: Transaction): Promise<boolean>;
  /** Asks provisioning to tell the gateway; false when it is revoked already. */
  revoke(credential: StoredCredential, trx: Transaction): Promise<boolean>;
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

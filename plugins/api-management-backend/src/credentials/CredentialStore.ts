import type { CredentialState } from '@oaf/backstage-plugin-api-management-common';

/** A secret we made. Times are epoch milliseconds. */
export type StoredCredential = {
  id: string;
  subscriptionId: string;
  type: 'api-key' | 'initial-access-token';
  state: CredentialState;
  prefix: string;
  secretHash: string;
  /** Enveloped; null once it was shown or destroyed. */
  sealedSecret: string | null;
  createdAt: number;
  revealedAt: number | null;
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
  /**
   * Adds a credential in place of those of its type: the former are superseded until `overlapUntil`, or revoked at
   * once when it is null. Asks provisioning to tell the gateway.
   */
  replace(
    credential: StoredCredential,
    overlapUntil: number | null,
  ): Promise<void>;
  /** Destroys the sealed secret because it is being shown; false when somebody else was first. */
  takeSecret(credential: StoredCredential): Promise<boolean>;
  revoke(credential: StoredCredential): Promise<void>;
  /** Destroys secrets that nobody asked to see before the instant. */
  destroyUnrevealed(createdBefore: number): Promise<void>;
  /** Usable credentials of the subscriptions that expire before the instant. */
  countExpiring(subscriptionIds: string[], before: number): Promise<number>;
}

import type { Grant } from '@oaf/contract';
import type { LinkedAccount } from './LinkedAccount';

/** Where consumers of a gateway enrol and get tokens. @public */
export type AccessEndpoints = {
  issuer: string;
  registrationEndpoint: string;
  tokenEndpoint: string;
};

/** A public key that the consumer registered; times are epoch milliseconds. @public */
export type ClientKeyActivity = {
  /** RFC 7638. */
  thumbprint: string;
  registeredAt: number;
  /** `enrolment` with a temporary password, or `rotation` by a key that was there. */
  registeredBy: 'enrolment' | 'rotation';
  lastUsedAt: number | null;
  /** When a successor was registered; the key may go on until `notAfter`. */
  replacedAt: number | null;
  /** The gateway refuses the key from this instant; null while it has no end. */
  notAfter: number | null;
  /** When somebody ended it, and on which side. */
  revokedAt: number | null;
  revokedBy: 'consumer' | 'portal' | null;
};

/**
 * What the gateway observed of a subscription's credentials. Times are epoch milliseconds.
 *
 * @public
 */
export type GrantActivity = {
  /** Temporary passwords that enrolled a client key. */
  enrolments: { credentialId: string; at: number }[];
  /** All that were ever registered, newest first. */
  clientKeys: ClientKeyActivity[];
  apiKeys: { credentialId: string; lastUsedAt: number }[];
};

/**
 * Making a gateway honour subscriptions. Every method may be called again after a crash and must then find what the
 * earlier call made.
 *
 * @public
 */
export interface GatewayAccess {
  /** Makes the gateway honour the grant. A grant with a revision lower than the one held is ignored. */
  applyGrant(
    account: LinkedAccount,
    grant: Grant,
    options: { signal: AbortSignal },
  ): Promise<void>;

  /** Makes the gateway forget the grant; answers also when it never knew it. */
  removeGrant(
    account: LinkedAccount,
    grant: Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>,
    options: { signal: AbortSignal },
  ): Promise<void>;

  /**
   * What the gateway observed, also of credentials that are over and after the grant was removed; undefined when it
   * never knew the subscription. Of `enrolments` and `apiKeys`, those among `credentialIds` are told.
   */
  readGrantActivity(
    account: LinkedAccount,
    request: { subscriptionId: string; credentialIds: string[] },
  ): Promise<GrantActivity | undefined>;

  /**
   * Makes the gateway forget one public key of a subscription: its holder gets no further token. Answers whether
   * there was such a key.
   */
  revokeClientKey(
    account: LinkedAccount,
    key: { subscriptionId: string; thumbprint: string },
    options: { signal: AbortSignal },
  ): Promise<boolean>;

  accessEndpoints(account: LinkedAccount): AccessEndpoints;
}

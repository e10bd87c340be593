import type { Grant } from '@oaf/contract';
import type { LinkedAccount } from './LinkedAccount';

/** Where consumers of a gateway enrol and get tokens. @public */
export type AccessEndpoints = {
  issuer: string;
  registrationEndpoint: string;
  tokenEndpoint: string;
};

/** What the gateway observed of a grant's credentials. Times are epoch milliseconds. @public */
export type GrantActivity = {
  enrolledAt: number | null;
  /** Public keys registered by the consumer; `thumbprint` as in RFC 7638. */
  clientKeys: {
    thumbprint: string;
    registeredAt: number;
    lastUsedAt: number | null;
  }[];
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

  /** What the gateway observed; undefined when it does not know the subscription. */
  readGrantActivity(
    account: LinkedAccount,
    subscriptionId: string,
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

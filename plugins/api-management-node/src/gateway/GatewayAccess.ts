import type { Grant } from '@oaf/contract';
import type { AccessGateway } from './AccessGateway';
import type { LinkedAccount } from './LinkedAccount';
import type { ResourceCapacity } from './ResourceCapacity';

/** Where consumers of a gateway enrol and get tokens. @public */
export type AccessEndpoints = {
  issuer: string;
  registrationEndpoint: string;
  tokenEndpoint: string;
  /** Where it makes key pairs for consumers that cannot; undefined where it makes none. */
  keyPairEndpoint?: string;
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
 * The value of an API key of the grant, for gateways that have to hold it; undefined when nobody knows it any more. Asked
 * only when it is needed, and never logged.
 *
 * @public
 */
export type ApiKeyValues = (
  credentialId: string,
) => Promise<string | undefined>;

/** A stage of an API that is offered in place. @public */
export type ApiInPlace = {
  account: LinkedAccount;
  region: string;
  apiId: string;
  stage: string;
};

/** Where a grant cannot be used yet, although it can elsewhere. @public */
export type GrantGap = {
  account: LinkedAccount;
  region: string;
  error: unknown;
};

/**
 * Making a gateway honour subscriptions. Every method may be called again after a crash and must then find what the
 * earlier call made.
 *
 * @public
 */
export interface GatewayAccess {
  /**
   * Whether it makes a KMS key for each subscription whose grant says so. Without it no product offers such a plan, and
   * a grant that says so is refused.
   */
  readonly dedicatedKeys?: boolean;

  /**
   * Makes the gateway honour the grant. A grant with a revision lower than the one held is ignored.
   *
   * @param options - `inPlace`: of the grant's APIs, those that are called where they are; default: none. `capacity`:
   * asked before something is made that the gateway limits, and told of what is deleted; default: none. `afresh`:
   * somebody else changed what earlier calls made, so look at what is there instead of relying on what was noted of it
   * @returns the accounts and regions of these at which it is not honoured yet; it throws when it is nowhere
   */
  applyGrant(
    gateway: AccessGateway,
    grant: Grant,
    options: {
      signal: AbortSignal;
      apiKeyValues: ApiKeyValues;
      inPlace?: ApiInPlace[];
      capacity?: ResourceCapacity;
      afresh?: boolean;
    },
  ): Promise<GrantGap[] | void>;

  /** Makes the gateway forget the grant; answers also when it never knew it. */
  removeGrant(
    gateway: AccessGateway,
    grant: Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>,
    options: { signal: AbortSignal; capacity?: ResourceCapacity },
  ): Promise<void>;

  /**
   * What the gateway observed, also of credentials that are over and after the grant was removed; undefined when it
   * never knew the subscription. Of `enrolments` and `apiKeys`, those among `credentialIds` are told.
   */
  readGrantActivity(
    gateway: AccessGateway,
    request: { subscriptionId: string; credentialIds: string[] },
  ): Promise<GrantActivity | undefined>;

  /**
   * Makes the gateway forget one public key of a subscription: its holder gets no further token. Answers whether
   * there was such a key.
   */
  revokeClientKey(
    gateway: AccessGateway,
    key: { subscriptionId: string; thumbprint: string },
    options: { signal: AbortSignal },
  ): Promise<boolean>;

  /**
   * The value of an API key that the gateway holds, so that a further gateway can be given the same one; undefined when
   * it holds none. Absent for gateways that keep hashes only.
   */
  readApiKeyValue?(
    gateway: AccessGateway,
    key: { subscriptionId: string; credentialId: string },
    options: { signal: AbortSignal },
  ): Promise<string | undefined>;

  accessEndpoints(gateway: AccessGateway): AccessEndpoints;
}

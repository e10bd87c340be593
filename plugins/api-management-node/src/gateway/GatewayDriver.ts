import type { Grant } from '@oaf/contract';

/** Where a gateway's APIs live: an account of a cloud provider, or the embedded gateway. @public */
export type LinkedAccount = {
  id: string;
  driver: string;
  accountId: string;
  partition: string;
  alias: string;
  regions: string[];
};

/** An API stage as the gateway describes it. @public */
export type DiscoveredApi = {
  region: string;
  apiId: string;
  stage: string;
  title: string;
  description?: string;
  apiVersion?: string;
  protocol: 'REST' | 'HTTP' | 'WEBSOCKET';
  /** Without a trailing slash. */
  invokeUrl: string;
  consoleUrl?: string;
  tags: Record<string, string>;
  /** Changes whenever the definition may have changed; equal fingerprints mean no export is needed. */
  fingerprint: string;
};

/** @public */
export type ApiDefinition = {
  format: 'openapi' | 'asyncapi';
  text: string;
};

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
 * A kind of gateway. Implement it to bring another gateway under management; register it with
 * {@link gatewayDriversExtensionPoint} and run `gatewayDriverContract` from `/testUtils` against it.
 *
 * Every method may be called again after a crash and must then find what the earlier call made.
 *
 * @public
 */
export interface GatewayDriver {
  /** The word that account links carry in `driver`. */
  readonly type: string;

  /** Accounts that need no linking by hand because the driver itself runs them. */
  builtInAccounts(): LinkedAccount[];

  /** Lists the APIs of one region. Throws when the region cannot be read; a half list is never answered. */
  discover(
    account: LinkedAccount,
    region: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<DiscoveredApi>;

  /** Reads an API's definition, free of backend addresses. */
  exportDefinition(
    account: LinkedAccount,
    api: DiscoveredApi,
    options: { signal: AbortSignal },
  ): Promise<ApiDefinition>;

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

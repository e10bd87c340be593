import type { AccessGateway } from './AccessGateway';
import type { LinkedAccount } from './LinkedAccount';

/**
 * Where consumers call an API that a gateway offers.
 *
 * - `front-door`: at the gateway's own address, which passes calls on to the API; that stays as it is
 * - `in-place`: at the API's address, where the gateway's authorizer is put before it
 *
 * @public
 */
export type ApiLocation = 'front-door' | 'in-place';

/** An API that a product offers at a gateway, and where. @public */
export type PublishedRoute = {
  /** Of the API in our tables; comes back with what is said about the route. */
  gatewayApiId: string;
  location: ApiLocation;
  /** At the front door: begins with the publication's `basePath` and has one segment more, e.g. `/loans/accounts`. */
  path: string;
  /** The imported API. */
  api: {
    account: LinkedAccount;
    region: string;
    apiId: string;
    stage: string;
    protocol: 'REST' | 'HTTP' | 'WEBSOCKET';
    /** Its invoke URL, without a trailing slash. */
    url: string;
    /** Where calls of APIs of its account and region are recorded; undefined: nowhere. For `in-place`. */
    accessLog?: { destinationArn: string; format: string };
  };
};

/**
 * All that one product offers at one gateway. Without routes, it is taken away.
 *
 * @public
 */
export type Publication = {
  productId: string;
  /** One segment that is the product's alone, e.g. `/loans`; the gateway refuses one that is not free. */
  basePath: string;
  routes: PublishedRoute[];
};

/** @public */
export type PublishingChange = {
  action: 'add' | 'change' | 'remove' | 'keep';
  kind:
    | 'resource'
    | 'method'
    | 'integration'
    | 'deployment'
    /** In place: what judges calls, what lets it be asked, whose API key counts, what is answered and recorded. */
    | 'authorizer'
    | 'permission'
    | 'api-key-source'
    | 'gateway-response'
    | 'access-log';
  /** Where at the gateway, e.g. `/loans/accounts/{proxy+}`; in place, the address there. */
  path: string;
  /** For people, e.g. `ANY → https://a1b2c3.execute-api.eu-west-1.amazonaws.com/prod/{proxy}`. */
  detail: string;
};

/** Whether an API can still be called past the gateway. @public */
export type BypassFinding = {
  gatewayApiId: string;
  /** Undefined when it cannot be told, for example because the API may not be read. */
  possible: boolean | undefined;
  /** In whole sentences for people. */
  why: string;
  /** How to close that; undefined when there is nothing to close. */
  remedy?: string;
};

/** What publishing would do; nothing of it was done. @public */
export type PublishingPlan = {
  /** In the order in which they will be made. */
  changes: PublishingChange[];
  /** Requests to the gateway's control plane that making them takes. */
  calls: number;
  /** How long that takes at least under the gateway's quotas, when nothing else asks it. */
  seconds: number;
  bypass: BypassFinding[];
  /** Why it cannot be done, each in whole sentences that say what to do; `apply` refuses while there is any. */
  obstacles: string[];
  /** What whoever confirms has to know before, each in whole sentences. */
  warnings: string[];
};

/** @public */
export type AppliedPublication = {
  /** The deployment that is served now. */
  deploymentId: string;
  /** What was served before; the same one when nothing had to change. */
  formerDeploymentId: string;
  /** Where consumers call each route, without a trailing slash. */
  urls: Array<{ gatewayApiId: string; url: string }>;
};

/** What to go back to. @public */
export type PublishingRollback = {
  /** What the product offered before; without routes, if it offered nothing. */
  publication: Publication;
  /** As `apply` answered them. */
  deploymentId: string;
  formerDeploymentId: string;
};

/** What the access log says of where a call arrived. @public */
export type LoggedRoute = {
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  /** In logged paths what comes before the API's own, without a slash at its end. */
  basePath: string;
};

/** @public */
export type PublishingCall = {
  signal: AbortSignal;
  /** Told after each change that was made. */
  onChange?: (change: PublishingChange) => void;
};

/**
 * Offering imported APIs at a gateway's own address, or where they are behind its authorizer. What the gateway's address
 * serves changes at once and as a whole, at the very end, and so does each API in place; until then, and when anything
 * fails before, they serve what they served. What an API in place was before is kept until it is taken back.
 *
 * Callers see to it that at one gateway one thing is done at a time. Whatever is done may be cut off at any point and
 * asked for again, and then goes on from what it finds.
 *
 * Methods throw a GatewayError when the account or the gateway does not let us, and a ConflictError for the plan's
 * obstacles; each message says what to do.
 *
 * @public
 */
export interface GatewayPublishing {
  /** Reads what is there, and writes nothing. */
  plan(
    gateway: AccessGateway,
    publication: Publication,
    call: { signal: AbortSignal },
  ): Promise<PublishingPlan>;

  /** Makes the gateway serve the publication. A failure before it does so removes what was made. */
  apply(
    gateway: AccessGateway,
    publication: Publication,
    call: PublishingCall,
  ): Promise<AppliedPublication>;

  /**
   * Takes an `apply` back: what it replaced is served again at once. When others published at the gateway since, their
   * publications stay, and the product's former one is applied anew.
   *
   * @returns the deployment that is served now
   */
  rollBack(
    gateway: AccessGateway,
    rollback: PublishingRollback,
    call: PublishingCall,
  ): Promise<{ deploymentId: string }>;

  /**
   * How the gateway logs calls of an API that its front door offers at a path; several when that depends on how callers
   * came. Asks nobody.
   *
   * @throws Error when the gateway's outputs do not tell
   */
  loggedRoutes(gateway: AccessGateway, path: string): LoggedRoute[];
}

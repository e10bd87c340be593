import type { Grant } from '@oaf/contract';
import type { AccessGateway } from './AccessGateway';
import type { Publication } from './GatewayPublishing';
import type { ResourceCount } from './ResourceCapacity';

/** Everything that the tables want of one gateway. @public */
export type DesiredState = {
  /** As they were handed over last. */
  grants: Grant[];
  /** As they are served. */
  publications: Publication[];
};

/**
 * What differs: an API key, a usage plan, that a key is in its plan, a grant, a published route, the deployment that the
 * stage serves, the authorizer before all routes, or where the stage logs calls.
 *
 * @public
 */
export type DriftKind =
  | 'api-key'
  | 'usage-plan'
  | 'usage-plan-key'
  | 'grant'
  | 'route'
  | 'stage'
  | 'authorizer'
  | 'access-log';

/**
 * - `missing`: it should be there, and is not
 * - `changed`: it is there, and other than it should be
 * - `foreign`: it is there, and not by the portal
 *
 * @public
 */
export type Difference = 'missing' | 'changed' | 'foreign';

/** Something at a gateway that is not as it should be. @public */
export type DriftFinding = {
  kind: DriftKind;
  difference: Difference;
  /** Tells it apart from others of its kind at the gateway, and stays the same: at most 200 characters. */
  subject: string;
  /** Whole sentences for people: what should be, and what is. Never a secret. */
  detail: string;
  productId?: string;
  planId?: string;
  /** Of the API in our tables. */
  gatewayApiId?: string;
  subscriptionId?: string;
  credentialId?: string;
  /** Of a grant that is held: as whose it is, and what a newer one has to exceed. */
  held?: { clientId: string; revision: number };
};

/** @public */
export type GatewayComparison = {
  findings: DriftFinding[];
  /** Of what the gateway limits, in the accounts and regions that were looked at. */
  counts: ResourceCount[];
};

/**
 * Comparing what the portal made at a gateway with what should be there; absent for gateways that nobody but the portal
 * can change. It only looks: what was found is put right by `GatewayAccess.applyGrant` and `removeGrant`, and by
 * `GatewayPublishing.apply`.
 *
 * @public
 */
export interface GatewayDrift {
  /**
   * Looks at all of it, in as few calls as the gateway allows for, behind everybody who waits. What could not be read in
   * full is no reason to find anything: then it throws.
   *
   * @throws GatewayError when the account or the gateway does not let us
   */
  compare(
    gateway: AccessGateway,
    desired: DesiredState,
    call: { signal: AbortSignal },
  ): Promise<GatewayComparison>;

  /**
   * Takes a foreign API key over: from now on it is known to be this credential's, and `applyGrant` finds it `afresh`.
   * May be repeated. Absent where keys cannot be taken over.
   *
   * @param key - `keyId`: the `subject` of its finding
   * @returns its value, which goes nowhere but into a hash
   */
  adoptKey?(
    gateway: AccessGateway,
    key: { keyId: string; subscriptionId: string; credentialId: string },
    call: { signal: AbortSignal },
  ): Promise<string>;
}

import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** A subscription whose gateway copy differs from what the tables want. */
export type DueGrant = {
  subscriptionId: string;
  desiredRevision: number;
  attempts: number;
  /** Somebody changed what gateways hold: what was noted of it is not to be relied on. */
  afresh: boolean;
};

/** How a copy is to be made anew. */
export type GrantRequest = {
  /** Without relying on what was noted of what gateways hold. */
  afresh?: boolean;
  /** A revision that a gateway holds, and that the new one has to exceed. */
  above?: number;
};

export interface ProvisioningQueue {
  /**
   * Notes that the gateway's copy of a subscription is to be made anew, in the transaction that changes what the
   * gateway should know, so that neither happens without the other.
   */
  request(
    subscriptionId: string,
    trx: Transaction,
    request?: GrantRequest,
  ): Promise<void>;
  /** The same for all that gateways hold, or will, of a product or an application. */
  requestForAll(
    of: { productId: string } | { applicationId: string },
    trx: Transaction,
    request?: GrantRequest,
  ): Promise<void>;
  /** Takes a lease on due grants, so that one replica works on a subscription at a time. */
  leaseDue(options: {
    owner: string;
    leaseMs: number;
    limit: number;
  }): Promise<DueGrant[]>;
  /** Holds what somebody leased for longer. */
  renew(hold: {
    subscriptionId: string;
    owner: string;
    leaseMs: number;
  }): Promise<void>;
  /** The gateway now has this revision. A newer desired one stays due. */
  complete(subscriptionId: string, revision: number): Promise<void>;
  postpone(
    subscriptionId: string,
    options: { error: string; delayMs: number },
  ): Promise<void>;
  /** Why what is still to be done failed last, by subscription. */
  findFailures(subscriptionIds: string[]): Promise<Map<string, string>>;
}

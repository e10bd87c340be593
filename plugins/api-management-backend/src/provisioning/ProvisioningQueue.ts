/** A subscription whose gateway copy differs from what the tables want. */
export type DueGrant = {
  subscriptionId: string;
  desiredRevision: number;
  attempts: number;
};

export interface ProvisioningQueue {
  /** Notes that the gateway's copy of a subscription is to be made anew. */
  request(subscriptionId: string): Promise<void>;
  /** The same for all provisioned subscriptions of a product. */
  requestForProduct(productId: string): Promise<void>;
  /** Takes a lease on due grants, so that one replica works on a subscription at a time. */
  leaseDue(options: {
    owner: string;
    leaseMs: number;
    limit: number;
  }): Promise<DueGrant[]>;
  /** The gateway now has this revision. A newer desired one stays due. */
  complete(subscriptionId: string, revision: number): Promise<void>;
  postpone(
    subscriptionId: string,
    options: { error: string; delayMs: number },
  ): Promise<void>;
}

/** An account, or some of its regions. */
export type AccountPart = { accountLinkId: string; regions?: string[] };

/** What depends on it. */
export type Impact = {
  gatewayApiCount: number;
  /** The first 20 by title. */
  firstGatewayApiIds: string[];
  productIds: string[];
  liveSubscriptionCount: number;
};

export interface ImpactStore {
  of(part: AccountPart): Promise<Impact>;
}

import type { AccountPart } from './subscribedApis';

/** What depends on an account, or on some of its regions. */
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

import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** A gateway that holds a copy of a subscription's grant, or did. Times are epoch milliseconds. */
export type GrantTarget = {
  accountLinkId: string;
  /** Of the gateway's stack; empty for the gateway that the account's driver itself runs. */
  gatewayId: string;
  /** Null until it held one. */
  appliedAt: number | null;
  /** Why it does not hold what it should; null when it does. */
  error: string | null;
};

export type TargetPlace = Pick<GrantTarget, 'accountLinkId' | 'gatewayId'>;

export const isSamePlace = (one: TargetPlace, other: TargetPlace) =>
  one.accountLinkId === other.accountLinkId &&
  one.gatewayId === other.gatewayId;

/** A subscription of which a gateway holds a copy, or may, and how far that is. */
export type HeldSubscription = {
  subscriptionId: string;
  clientId: string;
  productId: string;
  /** The revision that gateways should have, and the one that they were told to have. */
  desired: number;
  applied: number;
  /** How often it failed since it was wanted. */
  attempts: number;
};

/** Which gateways may hold a copy of a subscription's grant, and how it went. */
export interface GrantTargetStore {
  list(subscriptionId: string): Promise<GrantTarget[]>;
  /** Those that gave the grant back included. */
  listEver(subscriptionId: string): Promise<GrantTarget[]>;
  /** Those of which a deployed gateway may hold a copy. */
  listAt(gatewayId: string, trx?: Transaction): Promise<HeldSubscription[]>;
  /** Before a gateway is handed the grant, so that a copy is known of even when the hand-over is cut off. */
  add(subscriptionId: string, target: TargetPlace): Promise<void>;
  recordApplied(
    subscriptionId: string,
    target: TargetPlace,
    revision: number,
  ): Promise<void>;
  recordFailed(
    subscriptionId: string,
    target: TargetPlace,
    error: string,
  ): Promise<void>;
  /** After the gateway forgot the grant. */
  remove(subscriptionId: string, target: TargetPlace): Promise<void>;
}

import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { LatencySketch, Meters } from '@oaf/contract';
import type { Visibility } from '../authorization/AccessControl';
import type { Interval } from './intervals';
import type { Counted } from './rollup/Counted';

export type UsageFilter = {
  subscriptionId?: string;
  productId?: string;
  applicationId?: string;
  gatewayApiId?: string;
  planId?: string;
  /** Method and path template, or {@link NO_OPERATION}. */
  operation?: string;
  /** 1 to 5. */
  statusClass?: number;
  applicationOwners?: string[];
  /** Epoch milliseconds, inclusive. */
  from: number;
  /** Epoch milliseconds, exclusive. */
  to: number;
};

/** Calls that no operation of their API's document matches. */
export const NO_OPERATION = '-';

export type UsageGroupKey =
  | 'subscription'
  | 'product'
  | 'application'
  | 'gatewayApi'
  | 'plan'
  | 'operation'
  | 'statusClass';

export type UsageGroup = { id: string; title: string; meters: Meters };

/** Whose single calls may be looked up. */
export type CallingSubscription = {
  id: string;
  /** Null when the product is missing. */
  productOwner: string | null;
};

type Visibilities = Array<Visibility<SubscriptionFilter>>;

/** Usage as pages show it; `RollupStore` writes what is read here. */
export interface UsageStore {
  /** Epoch milliseconds up to which every source is counted; undefined while one of them never was. */
  meteredUntil(sources: string[]): Promise<number | undefined>;
  /** By the starts of hours or days that had calls, and in all. */
  sumByTime(
    filter: UsageFilter,
    visibilities: Visibilities,
    interval: Interval,
  ): Promise<{ points: Map<number, Counted>; total: Counted }>;
  /** Calls of a subscription under each plan in the hours from an instant on. */
  sumCallsByPlan(
    subscriptionId: string,
    from: number,
  ): Promise<Map<string, number>>;
  /** Most calls first. */
  sumByGroup(
    filter: UsageFilter,
    visibilities: Visibilities,
    group: UsageGroupKey,
  ): Promise<UsageGroup[]>;
  /** Of groups by their ids; those of which no latency is known are missing. */
  latenciesByGroup(
    filter: UsageFilter,
    visibilities: Visibilities,
    group: UsageGroupKey,
    ids: string[],
  ): Promise<Map<string, LatencySketch>>;
  /** Subscriptions of the filter, at most so many. */
  callingSubscriptions(
    filter: UsageFilter,
    visibilities: Visibilities,
    max: number,
  ): Promise<CallingSubscription[]>;
  /** Aliases of accounts with a gateway that serves subscriptions of the filter, and whose log is none of the sources. */
  uncountedAccounts(
    filter: UsageFilter,
    visibilities: Visibilities,
    sources: string[],
  ): Promise<string[]>;
}

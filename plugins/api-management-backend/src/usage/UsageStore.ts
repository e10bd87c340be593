import type { Meters } from '@oaf/contract';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';

/** Usage of one hour (epoch milliseconds at its start) in terms of our own records. */
export type StoredUsage = {
  subscriptionId: string;
  gatewayApiId: string;
  applicationId: string;
  productId: string;
  planId: string;
  hour: number;
  meters: Meters;
};

export type UsageFilter = {
  subscriptionId?: string;
  productId?: string;
  applicationId?: string;
  gatewayApiId?: string;
  applicationOwners?: string[];
  /** Epoch milliseconds, inclusive. */
  from: number;
  /** Epoch milliseconds, exclusive. */
  to: number;
};

export type UsageGroupKey =
  | 'subscription'
  | 'product'
  | 'application'
  | 'gatewayApi';

export type UsageCursor = { cursor: string; loggedUntil: number };

/** A source is the type of the gateway driver whose log was counted; none touches what another counted. */
export interface UsageStore {
  /** Where to go on; undefined before the first time. */
  readCursor(source: string): Promise<string | undefined>;
  /** Epoch milliseconds up to which every source is counted; undefined while one of them never was. */
  meteredUntil(sources: string[]): Promise<number | undefined>;
  /** Replaces the source's hours, which makes a repeated collection harmless, and moves its cursor, in one transaction. */
  replaceHours(
    source: string,
    hours: number[],
    usage: StoredUsage[],
    cursor: UsageCursor,
  ): Promise<void>;
  sumByHour(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ): Promise<Map<number, Meters>>;
  /** Calls of a subscription under each plan in the hours from an instant on. */
  sumCallsByPlan(
    subscriptionId: string,
    from: number,
  ): Promise<Map<string, number>>;
  sumByGroup(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    group: UsageGroupKey,
  ): Promise<Map<string, { title: string; meters: Meters }>>;
  /** Aliases of accounts with a gateway that serves subscriptions of the filter, and whose log is none of the sources. */
  uncountedAccounts(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    sources: string[],
  ): Promise<string[]>;
}

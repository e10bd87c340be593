import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';

export type UsageTotals = {
  calls: number;
  billableCalls: number;
  clientErrors: number;
  serverErrors: number;
  throttledCalls: number;
  responseBytes: number;
  /** Milliseconds over all calls. */
  latencySum: number;
};

/** Usage of one hour (epoch milliseconds at its start) in terms of our own records. */
export type StoredUsage = UsageTotals & {
  subscriptionId: string;
  gatewayApiId: string;
  applicationId: string;
  productId: string;
  hour: number;
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

export interface UsageStore {
  readCursor(): Promise<UsageCursor | undefined>;
  /** Replaces the hours, which makes a repeated collection harmless, and moves the cursor, in one transaction. */
  replaceHours(
    hours: number[],
    usage: StoredUsage[],
    cursor: UsageCursor,
  ): Promise<void>;
  sumByHour(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ): Promise<Map<number, UsageTotals>>;
  sumByGroup(
    filter: UsageFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    group: UsageGroupKey,
  ): Promise<Map<string, { title: string; totals: UsageTotals }>>;
  /** Billable calls per subscription. */
  billableCalls(
    subscriptionIds: string[],
    from: number,
    to: number,
  ): Promise<Map<string, number>>;
}

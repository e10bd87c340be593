import type { Money, Price, RatedLine, Term } from '@oaf/rating';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { CountedPlans } from './billedPlans';
import type { Visibility } from '../authorization/AccessControl';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';

/** What a bill is rated by. */
export type Terms = {
  planId: string;
  planTitle: string;
  /** Absent when it is not known. */
  planVersion?: number;
  price: Price;
  /** When the plan was had; absent of bills that an earlier release closed. */
  term?: Term;
};

/** What a subscription used in a month by a plan, and is not billed yet. */
export type Accrual = {
  subscription: StoredSubscription;
  planId: string;
  planTitle: string;
  planVersion?: number;
  /** As it was agreed; null when it is lost or cannot be read. */
  price: Price | null;
  /** Null: all calls of the subscription, which had no other plan in the month. */
  counted: CountedPlans | null;
  /** Which of the bills of the subscription and month it is, from 1. */
  part: number;
} & Used;

/** What a price is applied to. */
export type Used = {
  billableCalls: number;
  /** Those of them that were made in the trial. */
  trialCalls: number;
  /** When the plan was had. */
  term: Term;
};

/** Subscriptions of a month that have the same price, and used it alike. */
export type AccrualGroup = Used & {
  /** Null when it cannot be read. */
  price: Price | null;
  subscriptions: number;
};

/** A bill that is closed: nothing of it changes any more but `lateCalls`, which are not in it. */
export type ClosedBill = {
  id: string;
  subscriptionId: string;
  /** `YYYY-MM` */
  period: string;
  application: StoredSubscription['application'];
  product: StoredSubscription['product'];
  requestedBy: string;
  terms: Terms;
  lines: RatedLine[];
  /** The terms or the lines that are stored cannot be read; the total stands. */
  unreadable?: boolean;
  total: string;
  /** As of the accrual. */
  counted: CountedPlans | null;
  billableCalls: number;
  lateCalls: number;
  /** Epoch milliseconds. */
  activeAt: number;
  closedAt: number;
};

export type BillFilter = {
  period: string;
  subscriptionId?: string;
  applicationId?: string;
  productId?: string;
  applicationOwners?: string[];
};

export type Range = { offset: number; limit: number };

type Visibilities = Array<Visibility<SubscriptionFilter>>;

/**
 * Bills of a month, newest subscription first. A subscription is billed for a month when the half-open time from its
 * activation to its end meets that of the month. Where it had several plans, each is billed whose time meets that of the
 * month; these bills come after the others.
 */
export interface BillStore {
  countClosed(filter: BillFilter, visibilities: Visibilities): Promise<number>;
  listClosed(
    filter: BillFilter,
    visibilities: Visibilities,
    range: Range,
  ): Promise<ClosedBill[]>;
  /** Exact, per currency. */
  sumClosed(filter: BillFilter, visibilities: Visibilities): Promise<Money[]>;

  countAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
  ): Promise<number>;
  listAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
    range: Range,
  ): Promise<Accrual[]>;
  /** Those that {@link listAccruals} has, by the subscriptions' ids, after one of them; '' is before all. */
  listAccrualsAfter(
    subscriptionId: string,
    period: string,
    limit: number,
  ): Promise<Accrual[]>;
  /**
   * Those of subscriptions that had several plans in the month, or another than they have now, or may be in a trial; in
   * none of the other lists.
   */
  listChangedAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
  ): Promise<Accrual[]>;
  /** One row for each price, number of calls, and day of begin or end, so that many subscriptions are rated once. */
  groupAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
  ): Promise<AccrualGroup[]>;

  /** Billable calls of a closed bill, by the hour and plan, as they are counted now. */
  listBilledUsage(
    billId: string,
  ): Promise<Array<{ hour: number; planId: string; billableCalls: number }>>;

  /**
   * Stores bills unless they are there: the first to close a bill decides.
   *
   * @returns identifiers that bills of other subscriptions have
   */
  close(bills: ClosedBill[]): Promise<string[]>;
  /** Months of which not all bills are known to be closed, from the first subscription to `until`, oldest first. */
  listOpenPeriods(until: string): Promise<string[]>;
  closePeriod(period: string): Promise<void>;
  /** Compares the closed bills of a month with what is counted now, and answers those whose late calls changed. */
  noteLateCalls(
    period: string,
  ): Promise<Array<{ id: string; lateCalls: number }>>;
}

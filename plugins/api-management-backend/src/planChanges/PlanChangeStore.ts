import type {
  PlanChangeState,
  Price,
} from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Visibility } from '../authorization/AccessControl';
import type { StoredCredential } from '../credentials/CredentialStore';
import type { Page, PageRequest } from '../database/page';

/** A plan as it was when somebody agreed to it; the price is null when it cannot be read. */
export type AgreedPlan = {
  id: string;
  title: string;
  price: Price | null;
  /** Of the plan's prices; absent when it is not known. */
  version?: number;
};

/** Times are epoch milliseconds. */
export type StoredPlanChange = {
  id: string;
  subscriptionId: string;
  state: PlanChangeState;
  from: AgreedPlan;
  to: AgreedPlan;
  overlapHours: number;
  purpose: string | null;
  requestedBy: string;
  requestedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  reason: string | null;
  overlapSince: number | null;
  overlapUntil: number | null;
  endedAt: number | null;
};

export type NewPlanChange = Pick<
  StoredPlanChange,
  'id' | 'subscriptionId' | 'overlapHours' | 'purpose' | 'requestedBy'
> & { toPlanId: string };

export type PlanChangeFilter = {
  subscriptionId?: string;
  state?: PlanChangeState[];
  /** Only of applications with one of these owners. */
  applicationOwners?: string[];
};

/** All writes are made in the transaction that locks the subscription. */
export interface PlanChangeStore {
  list(
    filter: PlanChangeFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredPlanChange>>;
  count(
    filter: PlanChangeFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ): Promise<number>;
  find(id: string, trx?: Transaction): Promise<StoredPlanChange | undefined>;
  /** The one of each subscription that waits or overlaps. */
  findRunning(
    subscriptionIds: string[],
    trx?: Transaction,
  ): Promise<Map<string, StoredPlanChange>>;
  /**
   * Notes both plans as they are now.
   * @throws ConflictError when the subscription has a running one
   */
  insert(change: NewPlanChange, trx: Transaction): Promise<void>;
  /** Neither plan changes; `reason` absent leaves none. */
  close(
    change: StoredPlanChange,
    end: {
      state: 'rejected' | 'withdrawn';
      decidedBy: string;
      reason?: string;
    },
    trx: Transaction,
  ): Promise<void>;
  /** Adds the key of the new plan, and lets the others go on until `overlapUntil`. */
  begin(
    change: Pick<StoredPlanChange, 'id' | 'subscriptionId'>,
    begin: {
      key: StoredCredential;
      overlapUntil: number;
      decidedBy: string | null;
      reason?: string;
    },
    trx: Transaction,
  ): Promise<void>;
  /** The new plan becomes the subscription's; keys of any other are over. */
  finish(change: StoredPlanChange, trx: Transaction): Promise<void>;
  /** Those whose overlap is over, of subscriptions that go on. */
  listDue(limit: number): Promise<StoredPlanChange[]>;
}

import type {
  MySubscription,
  OwnerChange,
  Price,
  ProductState,
  SubscriptionDamage,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Visibility } from '../authorization/AccessControl';
import type { StoredCredential } from '../credentials/CredentialStore';
import type { Page, PageRequest } from '../database/page';
import type { SeenRow } from '../database/versions';
import type { NewEvent, StoredEvent } from './SubscriptionEvents';

/** Times are epoch milliseconds. */
export type StoredSubscription = {
  id: string;
  clientId: string;
  application: { id: string; title: string; owner: string };
  product: {
    id: string;
    title: string;
    owner: string;
    state: ProductState;
    /** What was said when it came into its state. */
    stateReason?: string;
  };
  planId: string;
  /** The price that was agreed, and which version of the plan's it is, as far as that is known. */
  agreed?: { price: Price; version?: number };
  state: SubscriptionState;
  /** What of the row cannot be made sense of; the plan is looked at elsewhere. */
  damage: SubscriptionDamage[];
  purpose: string | null;
  requestedBy: string;
  requestedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  reason: string | null;
  error: string | null;
  activeAt: number | null;
  endedAt: number | null;
  updatedAt: number;
  version: number;
};

export type NewSubscription = {
  id: string;
  clientId: string;
  applicationId: string;
  productId: string;
  planId: string;
  state: 'requested' | 'approved';
  purpose: string | null;
  requestedBy: string;
};

/** The versions at which product and application were looked at; everything about them and the plans is part of these. */
export type SeenParties = {
  productVersion: number;
  applicationVersion: number;
};

/** A move to another state, with all that has to happen in the same transaction. */
export type SubscriptionMove = {
  state: SubscriptionState;
  event: NewEvent;
  decidedBy?: string;
  /** Absent leaves the last one. */
  reason?: string | null;
  error?: string | null;
  /** Asks provisioning to bring the gateway in line. */
  requestGrant?: boolean;
  /** Issued in the same transaction. */
  credentials?: StoredCredential[];
  /** Revokes all credentials and destroys secrets that were not shown. */
  revokeCredentials?: boolean;
};

export type SubscriptionListFilter = {
  search?: string;
  state?: SubscriptionState[];
  productId?: string;
  applicationId?: string;
  gatewayApiId?: string;
  /** Only of applications with one of these owners. */
  applicationOwners?: string[];
};

export interface SubscriptionStore {
  list(
    filter: SubscriptionListFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredSubscription>>;
  find(id: string): Promise<StoredSubscription | undefined>;
  findByIds(ids: string[]): Promise<StoredSubscription[]>;
  /**
   * Adds a subscription to what was looked at when it was decided on.
   *
   * @throws ConflictError when the application holds the product already, or when one of the two changed since
   */
  insert(
    subscription: NewSubscription,
    events: NewEvent[],
    seen: SeenParties,
  ): Promise<void>;
  /** @throws ConflictError when it changed since `subscription.version` */
  move(subscription: StoredSubscription, move: SubscriptionMove): Promise<void>;
  /**
   * Lets what belongs to a subscription be changed while nobody else changes it, and notes the events that are answered.
   * `perform` is given the subscription as it is now. It may run again, so it touches nothing but the database.
   *
   * @param product - kept as it was seen, where the change follows from it
   * @throws ConflictError when its application or its product has another owner by now, or the product changed
   */
  change(
    seen: StoredSubscription,
    perform: (
      now: StoredSubscription,
      trx: Transaction,
    ) => Promise<NewEvent | NewEvent[]>,
    product?: SeenRow,
  ): Promise<void>;
  addEvent(subscriptionId: string, event: NewEvent): Promise<void>;
  /** Oldest first. */
  listEvents(subscriptionId: string): Promise<StoredEvent[]>;
  /** Of each subscription whose application was moved: when last, and from whom to whom. */
  lastMoves(
    subscriptionIds: string[],
  ): Promise<Map<string, { at: number; owner: OwnerChange }>>;
  /** Products that the application holds a live subscription to. */
  liveProductIds(applicationId: string, trx: Transaction): Promise<string[]>;
  /** The same in the timeline of every live subscription of the application. */
  addEventToLive(
    applicationId: string,
    event: NewEvent,
    trx: Transaction,
  ): Promise<void>;
  countLiveByPlan(planIds: string[]): Promise<Map<string, number>>;
  /** Live ones that have the plan or are about to: its terms are what was agreed. */
  countReliant(
    planIds: string[],
    trx: Transaction,
  ): Promise<Map<string, number>>;
  /** Live and ended ones that have, had or asked for the plan. */
  countByPlan(
    planIds: string[],
    trx?: Transaction,
  ): Promise<Map<string, number>>;
  countLiveOfProduct(productId: string, trx: Transaction): Promise<number>;
  /** Whether the application has subscriptions, live or kept for their bills. */
  hasOfApplication(applicationId: string, trx: Transaction): Promise<boolean>;
  countLiveByApplication(
    applicationIds: string[],
  ): Promise<Map<string, number>>;
  countLiveByGatewayApi(gatewayApiIds: string[]): Promise<Map<string, number>>;
  /** Per product, the one subscription of the owners' applications that got furthest. */
  mostAdvancedByProduct(
    productIds: string[],
    applicationOwners: string[],
  ): Promise<Map<string, MySubscription>>;
}

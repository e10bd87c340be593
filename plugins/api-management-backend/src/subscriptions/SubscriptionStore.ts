import type {
  MySubscription,
  ProductState,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';
import type { StoredCredential } from '../credentials/CredentialStore';
import type { Page, PageRequest } from '../database/page';

/** Times are epoch milliseconds. */
export type StoredSubscription = {
  id: string;
  clientId: string;
  application: { id: string; title: string; owner: string };
  product: { id: string; title: string; owner: string; state: ProductState };
  planId: string;
  state: SubscriptionState;
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

export type StoredEvent = {
  id: string;
  at: number;
  type: string;
  actor: string | null;
  reason: string | null;
};

export type NewEvent = { type: string; actor?: string; reason?: string };

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
  /** All that were active at some time in the range (epoch milliseconds); newest first. */
  listActiveBetween(
    filter: SubscriptionListFilter & {
      subscriptionId?: string;
      from: number;
      to: number;
    },
    visibilities: Array<Visibility<SubscriptionFilter>>,
  ): Promise<StoredSubscription[]>;
  find(id: string): Promise<StoredSubscription | undefined>;
  findByIds(ids: string[]): Promise<StoredSubscription[]>;
  /** @throws ConflictError when the application holds the product already */
  insert(subscription: NewSubscription, events: NewEvent[]): Promise<void>;
  /** @throws ConflictError when it changed since `subscription.version` */
  move(subscription: StoredSubscription, move: SubscriptionMove): Promise<void>;
  addEvent(subscriptionId: string, event: NewEvent): Promise<void>;
  listEvents(subscriptionId: string): Promise<StoredEvent[]>;
  countLiveByPlan(planIds: string[]): Promise<Map<string, number>>;
  /** Live and ended ones. */
  countByPlan(planIds: string[]): Promise<Map<string, number>>;
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

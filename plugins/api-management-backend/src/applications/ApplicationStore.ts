import type { ApplicationFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';
import type { StoredProduct } from '../products/ProductStore';
import type { NewEvent } from '../subscriptions/SubscriptionEvents';
import type { Page, PageRequest } from '../database/page';
import type { SeenRow } from '../database/versions';

/** Times are epoch milliseconds. */
export type StoredApplication = {
  id: string;
  title: string;
  description: string | null;
  owner: string;
  version: number;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
};

/** An application's way to another owner; both may run again, so they touch nothing but what they are given. */
export type OwnerMove = {
  /** Noted in the timeline of every live subscription. */
  event: NewEvent;
  /** Judges the products that it holds live subscriptions to, which stay as they are meanwhile. */
  require(products: StoredProduct[]): void;
};

export interface ApplicationStore {
  list(
    filter: { search?: string; owners?: string[] },
    visibility: Visibility<ApplicationFilter>,
    page: PageRequest,
  ): Promise<Page<StoredApplication>>;
  find(id: string): Promise<StoredApplication | undefined>;
  insert(application: StoredApplication): Promise<void>;
  /**
   * Changes it; `moved` tells that it gets another owner.
   *
   * @throws ConflictError when it changed since `application.version`, or when the move is refused
   */
  update(application: StoredApplication, moved?: OwnerMove): Promise<void>;
  /** @throws ConflictError when it changed since, or has subscriptions, live or kept for their bills */
  delete(application: SeenRow): Promise<void>;
}

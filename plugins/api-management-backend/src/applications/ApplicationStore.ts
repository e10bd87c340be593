import type { ApplicationFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';
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

export interface ApplicationStore {
  list(
    filter: { search?: string; owners?: string[] },
    visibility: Visibility<ApplicationFilter>,
    page: PageRequest,
  ): Promise<Page<StoredApplication>>;
  find(id: string): Promise<StoredApplication | undefined>;
  insert(application: StoredApplication): Promise<void>;
  /** @throws ConflictError when it changed since `application.version` */
  update(application: StoredApplication): Promise<void>;
  /** @throws ConflictError when it changed since, or has subscriptions, live or kept for their bills */
  delete(application: SeenRow): Promise<void>;
}

import type { AccountLinkState } from '@oaf/backstage-plugin-api-management-common';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import type { Page, PageRequest } from '../database/page';

/** Times are epoch milliseconds. */
export type StoredRegion = {
  region: string;
  apiCount: number;
  fresh: boolean;
  syncedAt: number | null;
  error: string | null;
};

export type StoredAccount = LinkedAccount & {
  state: AccountLinkState;
  regionStatuses: StoredRegion[];
  version: number;
  createdAt: number;
  updatedAt: number;
};

export interface AccountStore {
  /** Adds the account with its regions unless its (driver, accountId) is linked already. */
  ensureLinked(account: LinkedAccount, state: AccountLinkState): Promise<void>;
  list(page: PageRequest): Promise<Page<StoredAccount>>;
  find(id: string): Promise<StoredAccount | undefined>;
  /** Accounts that are to be swept. */
  listLinked(): Promise<StoredAccount[]>;
  setState(id: string, state: AccountLinkState): Promise<void>;
  recordSync(id: string, status: StoredRegion): Promise<void>;
  /** Accounts with a region whose last sweep failed. */
  countNotFresh(): Promise<number>;
}

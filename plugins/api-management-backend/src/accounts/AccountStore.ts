import type { AccountLinkState } from '@oaf/backstage-plugin-api-management-common';
import type {
  LinkCheckResult,
  LinkedAccount,
  LinkVerification,
  PermissionSet,
} from '@oaf/backstage-plugin-api-management-node';
import type { Page, PageRequest } from '../database/page';
import type { StoredRegion } from '../discovery/RegionStore';

/** Times are epoch milliseconds. */
export type StoredAccount = LinkedAccount & {
  state: AccountLinkState;
  regionStatuses: StoredRegion[];
  batchId: string | null;
  /** Regions that the row of a batch asked for; null means all. */
  requestedRegions: string[] | null;
  /** Enabled in the account when its role was last verified. */
  availableRegions: string[];
  /** What its role allowed when it was last verified; null when that is not known. */
  permissionSets: PermissionSet[] | null;
  /** What the last verification found. */
  checks: LinkCheckResult[] | null;
  verifiedAt: number | null;
  version: number;
  createdAt: number;
  updatedAt: number;
};

export type NewAccountLink = {
  id: string;
  driver: string;
  accountId: string;
  partition: string;
  alias: string;
  externalId: string;
};

export type AccountFilter = {
  search?: string;
  /** Absent leaves out what is unlinked. */
  state?: AccountLinkState[];
  driver?: string;
  fresh?: boolean;
  batchId?: string;
};

export type VerificationOutcome = LinkVerification & {
  roleArn: string;
  /** The role may take the place of another that is in use. */
  replaceRole: boolean;
  /** Begins to import these. */
  takeRegions?: string[];
};

/** Which linked accounts are wanted; all that is absent does not matter. */
export type LinkedWhich = {
  ids?: string[];
  driver?: string;
  accountId?: string;
};

export interface AccountStore {
  /** Adds an account that a driver runs itself, verified, or brings its regions in line. */
  ensureLinked(account: LinkedAccount): Promise<void>;
  /** @throws ConflictError when the account is linked already */
  insert(link: NewAccountLink): Promise<void>;
  list(filter: AccountFilter, page: PageRequest): Promise<Page<StoredAccount>>;
  find(id: string): Promise<StoredAccount | undefined>;
  /** Aliases by account id of those accounts that are linked, pending ones included. */
  findLinkedAliases(
    driver: string,
    accountIds: string[],
  ): Promise<Map<string, string>>;
  /** Accounts that are to be swept. */
  listLinked(which?: LinkedWhich): Promise<StoredAccount[]>;
  /** Ids of the linked accounts of these drivers. */
  idsByDriver(drivers: string[]): Promise<Set<string>>;
  /**
   * Keeps what a verification found: a role is in use from its first pass on. What failed for a role that is not in use
   * is not kept beside one that is.
   *
   * @throws ConflictError when the account was unlinked meanwhile
   */
  recordVerification(id: string, outcome: VerificationOutcome): Promise<void>;
  /**
   * Changes alias or regions, and asks for an import of the regions that are new.
   *
   * @throws ConflictError when it changed since `version`, or when live subscriptions need a region that is given up
   */
  update(
    id: string,
    version: number,
    change: { alias?: string; regions?: string[] },
  ): Promise<void>;
  /**
   * Unlinks the account and removes its APIs.
   *
   * @throws ConflictError while live subscriptions need it
   */
  unlink(id: string): Promise<void>;
  /** Brings the state in line with the last verification and the last import of each region. */
  settleState(id: string): Promise<void>;
}

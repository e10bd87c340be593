import type {
  ReadPriority,
  RequestBudget,
} from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** An import that is wanted or under way. Times are epoch milliseconds. */
export type StoredImport = {
  state: 'queued' | 'running';
  requestedAt: number;
  startedAt: number | null;
  /** APIs seen so far. */
  listed: number;
  /** Definitions read so far. */
  exported: number;
};

/** How well the APIs of one region of a linked account are known. Times are epoch milliseconds. */
export type StoredRegion = {
  region: string;
  apiCount: number;
  /** The last import succeeded. */
  fresh: boolean;
  syncedAt: number | null;
  error: string | null;
  import: StoredImport | null;
  /** Of the last import; `requests` and `throttled` count that import only. */
  budget: RequestBudget | null;
};

/** Which regions of an account are imported, and how that went. */
export interface RegionStore {
  /** By account link id, sorted by region; accounts without regions map to an empty list. */
  statuses(accountLinkIds: string[]): Promise<Map<string, StoredRegion[]>>;
  /**
   * Sets which regions are imported. New ones begin not fresh and never synced; given-up ones go, and their APIs are
   * removed. May be called again.
   */
  setRegions(
    accountLinkId: string,
    regions: string[],
    trx?: Transaction,
  ): Promise<void>;
  /** Gives up every region: the account is unlinked. */
  removeAll(accountLinkId: string, trx?: Transaction): Promise<void>;
  /**
   * Queues an import of one region or all; it is taken up before any sweep. One that is queued already stays as it is,
   * one that is running is followed by another.
   */
  requestImport(
    accountLinkId: string,
    region?: string,
    trx?: Transaction,
  ): Promise<void>;
  /** Accounts with a region whose last import failed. */
  countNotFresh(): Promise<number>;
}

/** A region whose import this process does. */
export type ClaimedRegion = {
  accountLinkId: string;
  region: string;
  priority: ReadPriority;
};

export type ImportProgress = Omit<ClaimedRegion, 'priority'> & {
  listed: number;
  exported: number;
  budget: RequestBudget | null;
};

/** A region was read wholly, or it could not be read and what is known of it stays. */
export type EndedImport = ImportProgress &
  ({ apiCount: number } | { error: string });

/** Imports as work that is claimed by one process at a time; a claim that is not renewed falls back to the queue. */
export interface ImportQueue {
  /** Queues every region of the accounts that is neither queued nor running. */
  requestSweep(accountLinkIds: string[]): Promise<void>;
  /** Queues a region behind interactive work because something in it changed. */
  requestRefresh(accountLinkId: string, region: string): Promise<void>;
  /** Claims regions that are due, oldest first. Sweeps are claimed by one holder at a time; the others get none. */
  claim(options: {
    holder: string;
    priority: ReadPriority;
    limit: number;
  }): Promise<ClaimedRegion[]>;
  /** The claims of the holder that still stand; `preempted` says that somebody asked for the region meanwhile. */
  claims(
    holder: string,
  ): Promise<Array<Omit<ClaimedRegion, 'priority'> & { preempted: boolean }>>;
  /** Renews all claims of the holder, and notes how far some of them are. */
  renew(
    holder: string,
    progress: Array<Omit<ImportProgress, 'budget'>>,
  ): Promise<void>;
  /** Ends claims; what was asked for since they were claimed is queued again. */
  end(holder: string, ended: EndedImport[]): Promise<void>;
  /** Puts claims back into the queue: one region's, or all of the holder's and with them the right to sweep. */
  release(
    holder: string,
    region?: Omit<ClaimedRegion, 'priority'>,
  ): Promise<void>;
  /** Drops a request that nobody can fulfil, because the account is not linked any more. */
  dismiss(
    holder: string,
    region: Omit<ClaimedRegion, 'priority'>,
  ): Promise<void>;
}

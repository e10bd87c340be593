import type { RefusedRow } from '@oaf/backstage-plugin-api-management-common';
import type { NewAccountLink } from './AccountStore';

/** Times are epoch milliseconds. */
export type StoredBatch = {
  id: string;
  driver: string;
  partition: string;
  /** The part that the external ids of its links have in common. */
  externalId: string;
  refusedRows: RefusedRow[];
  createdBy: string;
  createdAt: number;
};

/** A row that became a link, with its place in the list from 1. */
export type AcceptedRow = NewAccountLink & {
  row: number;
  /** Null for all that are enabled. */
  requestedRegions: string[] | null;
};

/** How far the links of a batch are; unlinked ones do not count. */
export type BatchProgress = {
  linkCount: number;
  verifiedCount: number;
  failedCount: number;
  /** Some verification is queued or running. */
  verifying: boolean;
};

export interface BatchStore {
  /** Adds the batch with its links. A row whose account was linked meanwhile is refused with the others. */
  insert(batch: StoredBatch, rows: AcceptedRow[]): Promise<void>;
  find(id: string): Promise<StoredBatch | undefined>;
  progress(id: string): Promise<BatchProgress>;
}

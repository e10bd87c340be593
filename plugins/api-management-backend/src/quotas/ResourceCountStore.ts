import type {
  ResourceCapacity,
  ResourceCount,
  ResourcePlace,
} from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** Times are epoch milliseconds. */
export type StoredResourceCount = ResourceCount & {
  /** When all were counted last; what the portal made and deleted since is in `used`. */
  countedAt: number;
};

/** What was made and deleted so far, by which a count that begins now is told from what comes meanwhile. */
export type ResourceMark = Map<string, number>;

export const placeKey = ({ accountLinkId, region, resource }: ResourcePlace) =>
  `${accountLinkId} ${region} ${resource}`;

/** How many of what is limited accounts have in a region. */
export interface ResourceCountStore extends ResourceCapacity {
  /** Those that were counted, by region. */
  list(accountLinkId: string): Promise<StoredResourceCount[]>;
  /** Before anything is counted. */
  mark(): Promise<ResourceMark>;
  /** After it was. */
  record(
    counts: ResourceCount[],
    mark: ResourceMark,
    trx: Transaction,
  ): Promise<void>;
}

/** What an account may have only so many of in a region. @public */
export type LimitedResource = 'api-keys' | 'usage-plans';

/** @public */
export type ResourcePlace = {
  /** Of the account in our tables. */
  accountLinkId: string;
  region: string;
  resource: LimitedResource;
};

/** How many there are, whoever made them, and how many there may be. @public */
export type ResourceCount = ResourcePlace & { used: number; quota: number };

/**
 * How much of what the gateway limits is left. Two processes never take more than there is by the last count of all and
 * what was taken and given since.
 *
 * @public
 */
export interface ResourceCapacity {
  /** Counts one that is about to be made. @returns false when there are as many as there may be */
  take(place: ResourcePlace, quota: number): Promise<boolean>;
  /** One was deleted, or not made after all. */
  give(place: ResourcePlace): Promise<void>;
}

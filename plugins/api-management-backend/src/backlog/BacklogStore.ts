/** What waits to be done, over all replicas. */
export interface BacklogStore {
  /** Subscriptions that somebody has to decide on. */
  countWaitingApprovals(): Promise<number>;
  /** Subscriptions that their gateway does not know as they are; `failing`: of these, those that were tried in vain. */
  countProvisioning(): Promise<{ waiting: number; failing: number }>;
  /** Epoch milliseconds up to which calls are counted, by source. */
  readCountedUntil(): Promise<Map<string, number>>;
}

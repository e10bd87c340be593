/** Calls of one subscription to one API in one hour. @public */
export type UsageRecord = {
  subscriptionId: string;
  /** The gateway's own identifiers of the API. */
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  /** Start of the hour, epoch milliseconds. */
  hour: number;
  calls: number;
  billableCalls: number;
  clientErrors: number;
  serverErrors: number;
  throttledCalls: number;
  responseBytes: number;
  /** Sum over all calls, milliseconds. */
  latencySum: number;
};

/**
 * Reads access logs and counts. Calls that belong to no subscription are left out.
 * A log record that was delivered twice counts once.
 *
 * @public
 */
export interface UsageEngine {
  /**
   * The hours in which records arrived after the cursor; an absent cursor means since ever.
   * `loggedUntil` is the time up to which records are known to have arrived.
   */
  changedHours(options: {
    cursor?: string;
    signal: AbortSignal;
  }): Promise<{ hours: number[]; cursor: string; loggedUntil: number }>;

  /** Counts the whole hour anew. */
  aggregateHour(
    hour: number,
    options: { signal: AbortSignal },
  ): Promise<UsageRecord[]>;
}

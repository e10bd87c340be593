import type { Meters } from '@oaf/contract';

/** Calls of one subscription under one plan to one API in one hour. @public */
export type UsageRecord = {
  subscriptionId: string;
  /** The plan by whose limits the calls were judged; null when the gateway did not note it. */
  planId: string | null;
  /** The gateway's own identifiers of the API. */
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  /** Start of the hour, epoch milliseconds. */
  hour: number;
  /** What `countCalls` of the contract says about the calls. */
  meters: Meters;
};

/**
 * Reads a gateway's access log and counts. Calls that belong to no subscription are left out.
 * A log record that was delivered twice counts once.
 *
 * @public
 */
export interface UsageEngine {
  /**
   * The hours in which records arrived after the cursor; an absent cursor means since ever. A cursor is text that only
   * the engine understands, of at most 255 characters. `loggedUntil` is the time (epoch milliseconds) up to which
   * records are known to have arrived: a month is billed when it has passed the month's end.
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

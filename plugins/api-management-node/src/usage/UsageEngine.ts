import type { LatencySketch, Meters } from '@oaf/contract';
import type { CallPage, CallQuery } from './LoggedCall';
import type { UsageRoute } from './UsageRoute';

/** Calls of one subscription under one plan to one operation in one hour, that were answered alike. @public */
export type UsageRecord = {
  /** Null: of callers that are not known. They use nothing, but the log is compared with what the gateway counted. */
  subscriptionId: string | null;
  /** The plan by whose limits the calls were judged; null when the gateway did not note it. */
  planId: string | null;
  /** The gateway's own identifiers of the API, as logged. */
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  /** Our id of the API that was called; null when no route matches. */
  gatewayApiId: string | null;
  /** Method and path template, for example `GET /claims/{id}`; null when the API's document has none that matches. */
  operation: string | null;
  /** The first digit of the status, 1 to 5. */
  statusClass: number;
  /** Start of the hour, epoch milliseconds. */
  hour: number;
  /** What `countCalls` of the contract says about the calls. */
  meters: Meters;
  /** Of the response latencies of all these calls. */
  latency: LatencySketch;
};

/** What arrived after a cursor. @public */
export type ChangedHours = {
  /** Starts of the hours, epoch milliseconds. */
  hours: number[];
  /** Text that only the engine understands, of at most 255 characters. */
  cursor: string;
  /**
   * Epoch milliseconds up to which records are known to have arrived: a month is billed when it has passed the month's
   * end.
   */
  loggedUntil: number;
  /** How many lines arrived that are no records, and were set aside instead of being counted. */
  quarantined?: number;
};

/** What a query answered. @public */
export type QueryResult = {
  columns: Array<{ name: string; type: string }>;
  /** Values as JSON has them; a number that JSON cannot hold exactly is text. */
  rows: unknown[][];
  /** Whether there were more rows than wanted. */
  truncated: boolean;
  /** Bytes that were read, where the engine knows. */
  scannedBytes?: number;
};

/**
 * Reads a gateway's access log and counts. Calls that arrived at no API are left out.
 * A log record that was delivered twice counts once; API and request id together tell records apart.
 *
 * @public
 */
export interface UsageEngine {
  /** The hours in which records arrived after the cursor; an absent cursor means since ever. */
  changedHours(options: {
    cursor?: string;
    signal: AbortSignal;
  }): Promise<ChangedHours>;

  /** Counts whole hours anew. Hours in which nothing was logged have no records. */
  aggregateHours(
    hours: number[],
    options: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<UsageRecord[]>;

  /**
   * Looks up single calls, newest first, each once; absent when they cannot be looked up.
   *
   * @throws InputError when the range or the limit is none
   */
  findCalls?(
    query: CallQuery,
    options: { routes: UsageRoute[]; signal: AbortSignal },
  ): Promise<CallPage>;

  /**
   * Runs read-only SQL over the log; absent when there is no SQL for people to write.
   *
   * @throws InputError when it is no single query, or would read more than `maxBytes`
   */
  query?(
    sql: string,
    options: {
      /** Values of the query's question marks. */
      parameters: Array<string | number>;
      maxBytes: number;
      maxRows: number;
      signal: AbortSignal;
    },
  ): Promise<QueryResult>;
}

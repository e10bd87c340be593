import type { AccessLogRecord } from '@oaf/contract';

/** A single call of a subscription, and what the routes say of it. @public */
export type LoggedCall = AccessLogRecord & {
  subscriptionId: string;
  apiId: string;
  gatewayApiId: string | null;
  /** Method and path template, for example `GET /claims/{id}`; null when the API's document has none that matches. */
  operation: string | null;
};

/** Where a call stands among the others: by time, then API, then request id, each compared by its bytes. @public */
export type CallPosition = {
  requestTime: number;
  apiId: string;
  requestId: string;
};

/**
 * Which single calls are wanted. Conditions that are absent let all pass; those that are there hold together.
 *
 * @public
 */
export type CallQuery = {
  /** None at all when it is empty. */
  subscriptionIds?: string[];
  /** Calls of these products' subscriptions; none at all when it is empty. */
  productIds?: string[];
  /** Epoch milliseconds at which calls arrived, inclusive. */
  from: number;
  /** Exclusive. */
  to: number;
  /** 1 to 5: the first digit of the status. */
  statusClasses?: number[];
  gatewayApiId?: string;
  /** As in {@link LoggedCall}; null for calls of no operation. */
  operation?: string | null;
  requestId?: string;
  /** Words of the record's `error`, for example `insufficient_scope`; none at all when it is empty. */
  errors?: string[];
  /** At most 100. */
  limit: number;
  /** Where the page before ended: only older calls are wanted. Every engine understands those of the others. */
  before?: CallPosition;
};

/** Newest first. @public */
export type CallPage = {
  items: LoggedCall[];
  /** Whether there are older ones. */
  hasMore: boolean;
};

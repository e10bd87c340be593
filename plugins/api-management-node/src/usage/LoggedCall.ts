import type { AccessLogRecord } from '@oaf/contract';

/** A single call, and what the routes say of it. @public */
export type LoggedCall = AccessLogRecord & {
  gatewayApiId: string | null;
  /** Method and path template, for example `GET /claims/{id}`; null when the API's document has none that matches. */
  operation: string | null;
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
  /** Why the gateway refused or could not complete a call, for example `insufficient_scope`. */
  errors?: string[];
  /** At most 100. */
  limit: number;
  /** What the page before answered as `nextCursor`; text that only the engine understands. */
  cursor?: string;
};

/** Newest first. @public */
export type CallPage = { items: LoggedCall[]; nextCursor?: string };

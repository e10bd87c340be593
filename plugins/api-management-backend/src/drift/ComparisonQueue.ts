import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** When a gateway was compared, and whether it is to be again. Times are epoch milliseconds. */
export type StoredComparison = {
  gatewayId: string;
  /** Null when none is wanted. */
  dueAt: number | null;
  isRunning: boolean;
  startedAt: number | null;
  /** Of the last one that succeeded. */
  finishedAt: number | null;
  /** Why the last one did not. */
  failure: string | null;
};

/** One that somebody took up. */
export type DueComparison = {
  gatewayId: string;
  fence: number;
  /** How often it was asked for until then. */
  requests: number;
};

/** Gateways that are to be compared; one process at a time compares each. */
export interface ComparisonQueue {
  list(gatewayIds: string[]): Promise<StoredComparison[]>;
  /** One that is under way by now is followed by another. */
  request(gatewayId: string): Promise<void>;
  lease(leaseMs: number): Promise<DueComparison | undefined>;
  /** False when somebody else works on it by now. */
  renew(comparison: DueComparison, leaseMs: number): Promise<boolean>;
  release(comparison: DueComparison): Promise<void>;
  /**
   * Ends it together with what `record` writes.
   *
   * @throws LeaseLostError when somebody else works on it by now
   */
  succeed(
    comparison: DueComparison,
    record: (trx: Transaction) => Promise<void>,
  ): Promise<void>;
  /** @param retryMs - after which it is tried again; without, when it is asked for */
  fail(
    comparison: DueComparison,
    failure: string,
    retryMs?: number,
  ): Promise<void>;
}

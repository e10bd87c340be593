/** Verifications that are wanted; one process at a time makes each, and one that is cut off is made again. */
export interface VerificationQueue {
  /** Queues the pending links of a batch. Those that are queued already stay so. */
  requestBatch(batchId: string): Promise<void>;
  /** Queues every link whose role is in use, each at a random time within the next `spreadMs`. */
  requestAll(spreadMs: number): Promise<void>;
  /** Takes the link that is longest due. Undefined when none is. */
  lease(options: {
    holder: string;
    leaseMs: number;
  }): Promise<string | undefined>;
  /** The verification was made, or cannot be: it is wanted no more. */
  complete(holder: string, accountLinkId: string): Promise<void>;
  /** The verification was broken off; others may make it at once. */
  release(holder: string, accountLinkId: string): Promise<void>;
}

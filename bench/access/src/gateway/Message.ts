/** What the bench and the load generator say to each other over IPC. */
export interface LoadTarget {
  /** Where the calls are sent. */
  origin: string;
  /** Public address of what is called; proofs are made for it. */
  url: string;
  connections: number;
}

export type LoadRequest =
  /** Gets a token at the issuer when the last one is old, and signs the proofs of as many calls. Not timed. */
  | { type: 'prepare'; calls: number }
  /** Sends the calls that were prepared. */
  | { type: 'send'; target: LoadTarget };

/** What the load generator saw of one round. */
export interface LoadResult {
  seconds: number;
  /** Milliseconds from the first byte of a request to the last of its answer. */
  p50: number;
  p99: number;
  /** Answers by status. */
  statuses: Record<string, number>;
}

/** Requests per second and how many may come at once. */
export type Limits = { rate: number; burst: number };

/** For a gateway that reads its clock in whole milliseconds, and floating-point sums. */
const MARGIN_MS = 5;
/** Less than this of a token is a rounding error, for which nobody waits. */
const EPSILON = 1e-9;

/**
 * A token bucket that never lets the other side's bucket of the same size run dry, however long a request travels.
 *
 * The gateway counts a request at some moment between its sending and its answer. A token is therefore held from the
 * sending and counts as spent only at the answer: that is the latest the gateway can have counted it, so this bucket is
 * never fuller than the gateway's. It costs one latency in all, not one per request.
 *
 * Pure: the caller tells the time, in milliseconds.
 */
export class TokenBucket {
  #limits: Limits;
  #tokens: number;
  #held = 0;
  #filledAt: number;

  constructor(limits: Limits, now: number, tokens = limits.burst) {
    this.#limits = limits;
    this.#filledAt = now;
    this.#tokens = Math.min(tokens, this.#capacity());
  }

  /** Holds a token when there is one; answers whether it did. */
  hold(now: number): boolean {
    if (this.waitMs(now) > 0) {
      return false;
    }
    this.#held += 1;
    return true;
  }

  /** The answer to a request is there: its token is spent. */
  spend(now: number) {
    this.#fill(now);
    this.#held -= 1;
    this.#tokens -= 1;
  }

  /** Milliseconds until there is a token; 0 when there is one. */
  waitMs(now: number): number {
    this.#fill(now);
    const missing = 1 - (this.#tokens - this.#held);
    return missing <= EPSILON ? 0 : (missing / this.#limits.rate) * 1000;
  }

  /** Changes the rate from now on. */
  setRate(rate: number, now: number) {
    this.#fill(now);
    this.#limits = { ...this.#limits, rate };
    this.#tokens = Math.min(this.#tokens, this.#capacity());
  }

  /** The gateway said that there is nothing left. */
  drain(now: number) {
    this.#fill(now);
    this.#tokens = Math.min(this.#tokens, this.#held);
  }

  #capacity(): number {
    const { rate, burst } = this.#limits;
    return Math.max(1, burst - (rate * MARGIN_MS) / 1000);
  }

  #fill(now: number) {
    const elapsed = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(
      this.#capacity(),
      this.#tokens + (elapsed * this.#limits.rate) / 1000,
    );
    this.#filledAt = now;
  }
}

import type { Limits } from '@oaf/contract';

/** A token bucket: it holds at most `burst` tokens, fills at `rate` tokens a second, and each call takes one. */
export class TokenBucket {
  #tokens = Infinity;
  #filledAt = 0;

  /**
   * Takes a token; answers the seconds until there is one when the bucket is empty, else 0. Calls may be told out of order:
   * no time is filled in twice.
   * @param now - milliseconds
   */
  take({ rate, burst }: Pick<Limits, 'rate' | 'burst'>, now: number): number {
    const elapsed = Math.max(0, now - this.#filledAt) / 1000;
    this.#tokens = Math.min(burst, this.#tokens + elapsed * rate);
    this.#filledAt = Math.max(now, this.#filledAt);
    if (this.#tokens < 1) {
      return (1 - this.#tokens) / rate;
    }
    this.#tokens -= 1;
    return 0;
  }
}

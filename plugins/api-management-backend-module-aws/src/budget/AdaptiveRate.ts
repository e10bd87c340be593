const CUT = 0.5;
/** A region that keeps throttling is still asked now and then. */
const FLOOR = 1 / 50;
/** Back from half to the whole within 15 seconds. */
const RECOVERY_PER_SECOND = 1 / 30;

/**
 * The rate that a gateway seems to bear: halved when it throttles, then growing evenly back to the configured one.
 * Pure: the caller tells the time, in milliseconds.
 */
export class AdaptiveRate {
  readonly #configured: number;
  #cut: { rate: number; at: number } | undefined;

  constructor(configured: number) {
    this.#configured = configured;
  }

  at(now: number): number {
    if (!this.#cut) {
      return this.#configured;
    }
    const seconds = Math.max(0, now - this.#cut.at) / 1000;
    return Math.min(
      this.#configured,
      this.#cut.rate + seconds * this.#configured * RECOVERY_PER_SECOND,
    );
  }

  /** A request was throttled. Those that were on their way at the last cut tell nothing new. */
  cut(sentAt: number, now: number) {
    if (this.#cut && sentAt < this.#cut.at) {
      return;
    }
    const rate = Math.max(this.at(now) * CUT, this.#configured * FLOOR);
    this.#cut = { rate, at: now };
  }
}

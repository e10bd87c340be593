/** So much longer it waits when storing failed. */
const AFTER_FAILURE = 20;

/**
 * Stores what gathers in memory: some time after it was told of, and one time after the other. What could not be stored is
 * tried again.
 */
export class Flush {
  readonly #store: () => Promise<void>;
  readonly #intervalMs: number;
  readonly #onFailure: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  constructor(options: {
    /** Keeps what it could not store, and throws. */
    store: () => Promise<void>;
    intervalMs: number;
    onFailure: (error: unknown) => void;
  }) {
    this.#store = options.store;
    this.#intervalMs = options.intervalMs;
    this.#onFailure = options.onFailure;
  }

  /** Within the interval; more of it is stored with it. */
  soon(): void {
    this.#after(this.#intervalMs);
  }

  /** Does not wait for it; a failure is told. */
  start(): void {
    this.now().catch(error => {
      this.#onFailure(error);
      this.#after(AFTER_FAILURE * this.#intervalMs);
    });
  }

  /** Resolves when all that is there by now is stored. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#flushing
      .catch(() => undefined)
      .then(() => this.#store());
    return this.#flushing;
  }

  #after(delayMs: number) {
    this.#timer ??= setTimeout(() => this.start(), delayMs);
  }
}

/**
 * Works off what is due, several at a time, so that what takes long or waits for a quota does not hold up the rest. There
 * is one round at a time; whoever asks for one meanwhile has it look again.
 */
export class DueWork<Item> {
  readonly #places: number;
  readonly #take: (limit: number) => Promise<Item[]>;
  readonly #perform: (item: Item, signal: AbortSignal) => Promise<void>;
  readonly #lookEveryMs: number;
  readonly #stopping = new AbortController();
  readonly #begun = new Set<Promise<void>>();
  #round: Promise<void> | undefined;
  #isAsked = false;
  #wake = () => {};
  #failures: unknown[] = [];

  /**
   * @param options - `places`: how many at a time; `take`: some of what is due, which is nobody else's from then on;
   * `perform`: what it rejects with, the round rejects with, once all that was begun has ended; its signal is the round's;
   * `lookEveryMs`: how soon a round that waits for something finds what has become due meanwhile
   */
  constructor(options: {
    places: number;
    take: (limit: number) => Promise<Item[]>;
    perform: (item: Item, signal: AbortSignal) => Promise<void>;
    lookEveryMs: number;
  }) {
    this.#places = options.places;
    this.#take = options.take;
    this.#perform = options.perform;
    this.#lookEveryMs = options.lookEveryMs;
  }

  /** Works until nothing is due. Aborted, or after a failure, it begins nothing more and ends with what it began. */
  run(signal: AbortSignal): Promise<void> {
    this.#isAsked = true;
    this.#wake();
    this.#round ??= this.#work(
      AbortSignal.any([signal, this.#stopping.signal]),
    );
    return this.#round;
  }

  /** For good: aborts the round and waits for its end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#round;
  }

  async #work(signal: AbortSignal): Promise<void> {
    this.#failures = [];
    while (this.#goesOn(signal)) {
      this.#isAsked = false;
      await this.#fill(signal).catch(error => this.#failures.push(error));
      await this.#change();
    }
    await Promise.all(this.#begun);
    this.#round = undefined;
    if (this.#failures.length > 0) {
      throw this.#failures[0];
    }
  }

  #goesOn(signal: AbortSignal): boolean {
    const isStopped = signal.aborted || this.#failures.length > 0;
    return !isStopped && (this.#isAsked || this.#begun.size > 0);
  }

  async #fill(signal: AbortSignal): Promise<void> {
    const free = this.#places - this.#begun.size;
    const items = free > 0 ? await this.#take(free) : [];
    items.forEach(item => this.#begin(item, signal));
  }

  #begin(item: Item, signal: AbortSignal) {
    const work = this.#perform(item, signal)
      .catch(error => this.#failures.push(error))
      .then(() => {
        this.#begun.delete(work);
      });
    this.#begun.add(work);
  }

  /** A place is free again, somebody asks, or it is time to look. */
  async #change(): Promise<void> {
    if (this.#begun.size > 0 && !this.#isAsked) {
      const asked = new Promise<void>(resolve => {
        this.#wake = resolve;
      });
      const timer = setTimeout(this.#wake, this.#lookEveryMs);
      await Promise.race([...this.#begun, asked]);
      clearTimeout(timer);
    }
  }
}

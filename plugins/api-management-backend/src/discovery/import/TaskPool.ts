/** Runs a few tasks at once; whoever adds one waits for a place. The first failure fails the pool. */
export class TaskPool {
  readonly #limit: number;
  readonly #running = new Set<Promise<void>>();
  #failure: { error: unknown } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws what an earlier task threw */
  async add(task: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#limit) {
      await Promise.race(this.#running);
    }
    this.#throwFailure();
    const run = task()
      .catch(error => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Resolves when every task has ended. @throws what a task threw */
  async done(): Promise<void> {
    await this.settled();
    this.#throwFailure();
  }

  /** Resolves when every task has ended, well or not. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.all(this.#running);
    }
  }

  #throwFailure() {
    if (this.#failure) {
      throw this.#failure.error;
    }
  }
}

const CALLERS = 8;

/** Callers that call again and again. */
export class Load {
  readonly failures: string[] = [];
  answers = 0;
  readonly #url: string;
  #calling: Promise<unknown> = Promise.resolve();
  #goesOn = false;

  constructor(url: string) {
    this.#url = url;
  }

  start() {
    this.#goesOn = true;
    this.#calling = Promise.all(
      Array.from({ length: CALLERS }, () => this.#callAgain()),
    );
  }

  /** Until so many more calls are answered. */
  async answered(count: number) {
    const enough = this.answers + count;
    while (this.answers < enough) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  /** Answers when no call is under way. */
  async stop() {
    this.#goesOn = false;
    await this.#calling;
  }

  async #callAgain() {
    while (this.#goesOn) {
      const response = await fetch(this.#url, { method: 'POST' });
      const text = await response.text();
      if (!response.ok) {
        this.failures.push(text);
      }
      this.answers += 1;
    }
  }
}

/** So often the gateway is asked for something, whether or not the last was answered. */
const EVERY_MS = 20;

/** Measures how long the embedded gateway takes to answer: its metadata and a call that it refuses, in turn. */
export class GatewayProbe {
  readonly #urls: string[];
  readonly #pending: Promise<void>[] = [];
  #milliseconds: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(gatewayUrl: string, apiName: string) {
    this.#urls = [
      `${gatewayUrl}/.well-known/oauth-authorization-server/oauth`,
      `${gatewayUrl}/${apiName}/anything`,
    ];
  }

  start() {
    let count = 0;
    this.#milliseconds = [];
    this.#timer = setInterval(() => {
      count += 1;
      this.#pending.push(this.#ask(this.#urls[count % this.#urls.length]));
    }, EVERY_MS);
  }

  /** Answers the milliseconds of all answers since the start. */
  async stop(): Promise<number[]> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending.splice(0));
    return this.#milliseconds;
  }

  async #ask(url: string) {
    const started = performance.now();
    const response = await fetch(url);
    await response.arrayBuffer();
    this.#milliseconds.push(performance.now() - started);
    if (![200, 401].includes(response.status)) {
      throw new Error(`${url} answered ${response.status}`);
    }
  }
}

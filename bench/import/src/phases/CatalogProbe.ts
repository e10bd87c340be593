import type { Backend } from '@oaf/bench-harness';
import { quantile } from '../report/quantile';

/** So often a page of the catalog is asked for, whether or not the last one was answered. */
const EVERY_MS = 200;

/** Measures how long the catalog takes to answer a page of twenty APIs. */
export class CatalogProbe {
  readonly #backend: Backend;
  readonly #milliseconds: number[] = [];
  readonly #pending: Promise<void>[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  start() {
    this.#timer = setInterval(
      () => this.#pending.push(this.#probe()),
      EVERY_MS,
    );
  }

  /** Answers quantiles of all answers, in milliseconds. */
  async stop(): Promise<{ p50: number; p99: number }> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
    return {
      p50: quantile(this.#milliseconds, 0.5),
      p99: quantile(this.#milliseconds, 0.99),
    };
  }

  async #probe() {
    const started = performance.now();
    await this.#backend.queryCatalog('limit=20&orderField=metadata.name,asc');
    this.#milliseconds.push(performance.now() - started);
  }
}

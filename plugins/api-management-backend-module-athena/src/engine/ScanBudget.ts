import { ServiceUnavailableError } from '@backstage/errors';

/** Athena charges so much for each query at least. */
const MIN_CHARGED = 10 * 1024 ** 2;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * How many bytes queries may read in a day (UTC), by this process. The workgroup bounds each query; this bounds what many do.
 */
export class ScanBudget {
  readonly #limit: number;
  readonly #now: () => number;
  #day = '';
  #spent = 0;

  constructor(limit: number, now: () => number = Date.now) {
    this.#limit = limit;
    this.#now = now;
  }

  /** @throws ServiceUnavailableError when it is used up */
  require(): void {
    if (this.#spentToday() >= this.#limit) {
      throw new ServiceUnavailableError(
        `Queries of the access log have read ${this.#spent} bytes on ${
          this.#day
        }, of at most ${
          this.#limit
        } (apiManagement.usage.athena.maxScannedBytesPerDay); they go on tomorrow`,
      );
    }
  }

  spend(bytes: number): void {
    this.#spent = this.#spentToday() + Math.max(bytes, MIN_CHARGED);
  }

  #spentToday(): number {
    const day = dayOf(this.#now());
    if (day !== this.#day) {
      this.#day = day;
      this.#spent = 0;
    }
    return this.#spent;
  }
}

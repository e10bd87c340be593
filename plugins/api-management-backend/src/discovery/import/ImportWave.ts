/** So many exports are worth holding the catalog back for. */
const MANY = 200;

/** The catalog waits at most as long. */
const LONGEST_MS = 60_000;

/**
 * Imports that run together. Taking an API into the catalog costs several times its import, in the same process as a rule,
 * so that the catalog is told of many new APIs when they are all there.
 */
export class ImportWave {
  #begun = 0;
  #running = 0;
  #exported = 0;

  begin() {
    if (this.#running === 0) {
      this.#begun = Date.now();
      this.#exported = 0;
    }
    this.#running += 1;
  }

  exported() {
    this.#exported += 1;
  }

  end() {
    this.#running -= 1;
  }

  /** Whether the catalog is better told later. */
  isHigh(): boolean {
    return (
      this.#running > 0 &&
      this.#exported >= MANY &&
      Date.now() - this.#begun < LONGEST_MS
    );
  }
}

import type { ImportedApi, SnapshotStore } from '../snapshot/SnapshotStore';

const BATCH = 100;

/** A batch that does not fill waits this long for company. */
const LINGER_MS = 50;

/** Definitions that wait to be written take up to this many characters of memory, then exports have to wait. */
const MAX_WAITING = 32 * 1024 * 1024;

type Waiting = {
  api: ImportedApi;
  size: number;
  resolve(): void;
  reject(error: unknown): void;
};

/** Gathers what all imports of this process found into few transactions. */
export class SnapshotWriter {
  readonly #store: SnapshotStore;
  readonly #waiting: Waiting[] = [];
  #size = 0;
  #roomWanted: Array<() => void> = [];
  #timer: NodeJS.Timeout | undefined;
  #writing = false;

  constructor(store: SnapshotStore) {
    this.#store = store;
  }

  /** Resolves when the API is stored. */
  save(api: ImportedApi): Promise<void> {
    return new Promise((resolve, reject) => {
      const size = api.definition?.text.length ?? 0;
      this.#waiting.push({ api, size, resolve, reject });
      this.#size += size;
      this.#schedule();
    });
  }

  /** Resolves when another definition may be read. */
  async room(): Promise<void> {
    while (this.#size > MAX_WAITING) {
      await new Promise<void>(resolve => this.#roomWanted.push(resolve));
    }
  }

  #schedule() {
    if (this.#writing || this.#waiting.length === 0) {
      return;
    }
    const full = this.#waiting.length >= BATCH || this.#size > MAX_WAITING / 4;
    if (full) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#write();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#write();
      }, LINGER_MS);
    }
  }

  async #write() {
    if (this.#writing) {
      return;
    }
    this.#writing = true;
    const batch = this.#waiting.splice(0, BATCH);
    await this.#saveBatch(batch);
    this.#size -= batch.reduce((sum, { size }) => sum + size, 0);
    this.#roomWanted.splice(0).forEach(resolve => resolve());
    this.#writing = false;
    this.#schedule();
  }

  async #saveBatch(batch: Waiting[]) {
    try {
      await this.#store.save(batch.map(({ api }) => api));
      batch.forEach(({ resolve }) => resolve());
    } catch (error) {
      await this.#saveOneByOne(batch, error);
    }
  }

  /** What one of them did to the transaction must not fail the others. */
  async #saveOneByOne(batch: Waiting[], error: unknown) {
    if (batch.length === 1) {
      batch[0].reject(error);
      return;
    }
    for (const waiting of batch) {
      await this.#saveBatch([waiting]);
    }
  }
}

import type { ImportedApi, SnapshotStore } from '../snapshot/SnapshotStore';

const BATCH = 500;

/**
 * A batch that does not fill waits this long for company: a transaction costs more than the rows in it, because it waits
 * for the disk.
 */
const LINGER_MS = 250;

/** One transaction takes up to so many bytes of definitions; servers bound the size of a statement. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;

/** Definitions that wait to be written take up to so many bytes of memory, then exports have to wait. */
const MAX_WAITING_BYTES = 4 * MAX_BATCH_BYTES;

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
      const size = api.definition?.compressed.length ?? 0;
      this.#waiting.push({ api, size, resolve, reject });
      this.#size += size;
      this.#schedule();
    });
  }

  /** Resolves when another definition may be read. */
  async room(): Promise<void> {
    while (this.#size > MAX_WAITING_BYTES) {
      await new Promise<void>(resolve => this.#roomWanted.push(resolve));
    }
  }

  #schedule() {
    if (this.#writing || this.#waiting.length === 0) {
      return;
    }
    const full = this.#waiting.length >= BATCH || this.#size > MAX_BATCH_BYTES;
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
    const batch = this.#waiting.splice(0, this.#batchLength());
    await this.#saveBatch(batch);
    this.#size -= batch.reduce((sum, { size }) => sum + size, 0);
    this.#roomWanted.splice(0).forEach(resolve => resolve());
    this.#writing = false;
    this.#schedule();
  }

  /** At least one, however large. */
  #batchLength(): number {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ size }, index) => {
      bytes += size;
      return index === BATCH || (index > 0 && bytes > MAX_BATCH_BYTES);
    });
    return end === -1 ? this.#waiting.length : end;
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

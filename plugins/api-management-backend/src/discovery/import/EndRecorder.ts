import type { EndedImport, ImportQueue } from '../RegionStore';

/** Regions of a sweep end in crowds; a transaction for each would wait for the disk as often. */
const LINGER_MS = 200;

/** Tells the queue how imports ended, those of a moment together. */
export class EndRecorder {
  readonly #queue: ImportQueue;
  readonly #holder: string;
  #waiting: EndedImport[] = [];
  #written: Promise<void> | undefined;

  constructor(queue: ImportQueue, holder: string) {
    this.#queue = queue;
    this.#holder = holder;
  }

  /** Resolves when the queue knows. */
  record(ended: EndedImport): Promise<void> {
    this.#waiting.push(ended);
    this.#written ??= this.#writeSoon();
    return this.#written;
  }

  async #writeSoon() {
    await new Promise(resolve => setTimeout(resolve, LINGER_MS));
    const ended = this.#waiting;
    this.#waiting = [];
    this.#written = undefined;
    await this.#queue.end(this.#holder, ended);
  }
}

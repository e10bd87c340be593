import { Worker } from 'node:worker_threads';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { StoredDefinitionChange } from '../GatewayApiStore';

export type DefinitionDifference = Pick<
  StoredDefinitionChange,
  'breakingCount' | 'nonBreakingCount' | 'fromVersion' | 'toVersion' | 'details'
>;

/** Two documents could not be compared; the message is a sentence for people. */
export class NoComparison extends Error {}

type Answer = {
  id: number;
  difference?: DefinitionDifference;
  reason?: string;
};
type Job = {
  id: number;
  before: string;
  after: string;
  resolve(difference: DefinitionDifference): void;
  reject(error: Error): void;
};

const DEFAULT_TIMEOUT_MS = 10_000;
const MEMORY_MB = 256;

/** One thread that compares one pair at a time; it is ended when a pair takes too long, and begun anew for the next. */
export class DefinitionWorker {
  readonly #timeoutMs: number;
  readonly #waiting: Job[] = [];
  #current: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #thread: Worker | undefined;
  #lastId = 0;

  constructor(timeoutMs = DEFAULT_TIMEOUT_MS) {
    this.#timeoutMs = timeoutMs;
  }

  /** @throws NoComparison */
  compare(before: string, after: string): Promise<DefinitionDifference> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.push({ id: this.#lastId, before, after, resolve, reject });
      this.#next();
    });
  }

  async stop(): Promise<void> {
    this.#fail('The backend was stopped.');
    this.#waiting
      .splice(0)
      .forEach(job => job.reject(new NoComparison('The backend was stopped.')));
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  #next() {
    if (this.#current) {
      return;
    }
    const job = this.#waiting.shift();
    this.#current = job;
    if (job) {
      this.#thread ??= this.#begin();
      this.#timer = setTimeout(() => this.#giveUp(), this.#timeoutMs);
      const { id, before, after } = job;
      this.#thread.postMessage({ id, before, after });
    }
  }

  #begin(): Worker {
    const thread = new Worker(
      resolvePackagePath(
        '@oaf/backstage-plugin-api-management-backend',
        'workers/compareDefinitions.js',
      ),
      { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } },
    );
    thread.on('message', (answer: Answer) => this.#answered(answer));
    thread.on('error', (error: Error) => {
      if (this.#thread === thread) {
        this.#thread = undefined;
        this.#fail(`The comparison failed: ${error.message}.`);
      }
    });
    thread.unref();
    return thread;
  }

  #answered({ id, difference, reason }: Answer) {
    if (this.#current?.id !== id) {
      return;
    }
    if (!difference) {
      this.#fail(`The documents could not be compared: ${reason}.`);
      return;
    }
    this.#take()?.resolve(difference);
    this.#next();
  }

  #giveUp() {
    const thread = this.#thread;
    this.#thread = undefined;
    thread?.terminate();
    this.#fail(
      `Comparing the documents took longer than ${
        this.#timeoutMs / 1000
      } seconds.`,
    );
  }

  #fail(sentence: string) {
    this.#take()?.reject(new NoComparison(sentence));
    this.#next();
  }

  #take(): Job | undefined {
    const job = this.#current;
    clearTimeout(this.#timer);
    this.#current = undefined;
    return job;
  }
}

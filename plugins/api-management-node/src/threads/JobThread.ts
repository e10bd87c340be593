import { Worker } from 'node:worker_threads';
import { JobFailure, type JobFailureReason } from './JobFailure';
import type { JobAnswer, JobRequest, Jobs } from './serveJobs';

/** @public */
export type JobThreadOptions = {
  /** Path of the program, which calls {@link serveJobs}. */
  program: string;
  /** Milliseconds that one job may take. */
  timeoutMs: number;
  /** Megabytes of objects that the thread may hold. */
  memoryMb: number;
  /** Milliseconds without a job after which the thread gives its memory back; default 30 seconds. */
  idleMs?: number;
};

type Job = JobRequest & {
  resolve(result: any): void;
  reject(error: Error): void;
};

const IDLE_MS = 30_000;

/** Young objects of a parser die at once; more room for them is only memory that stays resident. */
const YOUNG_MB = 16;

/**
 * A thread that does one job at a time. It begins with the first job. What one job does to it — too long, too much memory,
 * a crash — is that job's failure alone: the next one finds a new thread.
 *
 * @public
 */
export class JobThread<Offered extends Jobs> {
  readonly #options: JobThreadOptions;
  readonly #waiting: Job[] = [];
  #current: Job | undefined;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(options: JobThreadOptions) {
    this.#options = options;
  }

  /** @throws JobFailure */
  run<Name extends keyof Offered & string>(
    name: Name,
    input: Parameters<Offered[Name]>[0],
  ): Promise<Awaited<ReturnType<Offered[Name]>>> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#waiting.push({ id: this.#lastId, name, input, resolve, reject });
      this.#next();
    });
  }

  /** Gives up what is running and what waits. A later job begins a new thread. */
  async stop(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    const jobs = this.#current ? [this.#current, ...waiting] : waiting;
    const thread = this.#letGo();
    jobs.forEach(job => fail(job, 'stopped', 'the backend was stopped'));
    await thread?.terminate();
  }

  #next() {
    if (this.#current) {
      return;
    }
    const job = this.#waiting.shift();
    if (job) {
      this.#begin(job);
    } else {
      this.#await(this.#options.idleMs ?? IDLE_MS, () =>
        this.#letGo()?.terminate(),
      );
      this.#timer?.unref();
    }
  }

  #begin(job: Job) {
    const { timeoutMs } = this.#options;
    this.#current = job;
    this.#thread ??= this.#open();
    this.#await(timeoutMs, () =>
      this.#giveUp(
        'timeout',
        `it took longer than ${timeoutMs / 1000} seconds`,
      ),
    );
    const { id, name, input } = job;
    this.#thread.postMessage({ id, name, input });
  }

  #await(ms: number, then: () => void) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }

  #open(): Worker {
    const { program, memoryMb } = this.#options;
    const thread = new Worker(program, {
      // Only sources need what this process was told to load first.
      execArgv: program.endsWith('.ts') ? undefined : [],
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMb,
        maxYoungGenerationSizeMb: YOUNG_MB,
      },
    });
    const whenOurs = (then: () => void) => this.#thread === thread && then();
    thread.on('message', (answer: JobAnswer) =>
      whenOurs(() => this.#answered(answer)),
    );
    thread.on('error', (error: NodeJS.ErrnoException) =>
      whenOurs(() => this.#broke(error)),
    );
    thread.on('exit', () =>
      whenOurs(() => this.#giveUp('crashed', 'its thread ended')),
    );
    thread.unref();
    return thread;
  }

  #answered(answer: JobAnswer) {
    const job = this.#current;
    if (job?.id !== answer.id) {
      return;
    }
    this.#current = undefined;
    if ('result' in answer) {
      job.resolve(answer.result);
    } else {
      fail(job, 'refused', answer.reason);
    }
    this.#next();
  }

  #broke({ code, message }: NodeJS.ErrnoException) {
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
      const { memoryMb } = this.#options;
      this.#giveUp('memory', `it needs more than ${memoryMb} MB of memory`);
    } else {
      this.#giveUp('crashed', message);
    }
  }

  #giveUp(reason: JobFailureReason, message: string) {
    const job = this.#current;
    this.#letGo()?.terminate();
    if (job) {
      fail(job, reason, message);
    }
    this.#next();
  }

  #letGo(): Worker | undefined {
    const thread = this.#thread;
    clearTimeout(this.#timer);
    this.#thread = undefined;
    this.#current = undefined;
    return thread;
  }
}

function fail(job: Job, reason: JobFailureReason, message: string) {
  job.reject(new JobFailure(reason, message));
}

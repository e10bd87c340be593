import { Worker } from 'node:worker_threads';
import type { AwsCredentialIdentity } from '@smithy/types';
import { onAbort } from '../../abort/onAbort';
import type { Answer, SignedRequest, Transport } from '../Transport';
import type { ThreadAnswer, ThreadFailure, ThreadRequest } from './messages';
import { Outbox } from './Outbox';

const PROGRAM =
  '@oaf/backstage-plugin-api-management-backend-module-aws/readingThread';

/** Definitions pass through; the largest have 16 MB. */
const MEMORY_MB = 256;

type Waiting = {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
};

/**
 * Signs, sends and reads in a thread of its own: a full sweep is thousands of requests a second, which would leave the
 * backend's event loop little time for anybody else. The thread begins with the first request.
 */
export class ThreadTransport implements Transport {
  readonly #endpoint: string | undefined;
  readonly #outbox = new Outbox<ThreadRequest>(requests =>
    this.#thread?.postMessage(requests),
  );
  readonly #waiting = new Map<number, Waiting>();
  #sessions = new WeakMap<AwsCredentialIdentity, number>();
  #thread: Worker | undefined;
  #lastId = 0;

  constructor(endpoint?: string) {
    this.#endpoint = endpoint;
  }

  /** An aborted request is left to itself: its answer is dropped, and its timeouts end it. */
  async send({
    credentials,
    signal,
    ...request
  }: SignedRequest): Promise<Answer> {
    signal.throwIfAborted();
    this.#thread ??= this.#begin();
    this.#lastId += 1;
    const id = this.#lastId;
    let ignore = () => {};
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        ignore = onAbort(signal, () => reject(signal.reason));
        this.#outbox.add({ ...request, id, ...this.#sessionOf(credentials) });
      });
    } finally {
      ignore();
      this.#waiting.delete(id);
    }
  }

  async close() {
    await this.#thread?.terminate();
  }

  #sessionOf(credentials: AwsCredentialIdentity) {
    const known = this.#sessions.get(credentials);
    if (known !== undefined) {
      return { sessionId: known };
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiration } =
      credentials;
    this.#sessions.set(credentials, this.#lastId);
    return {
      sessionId: this.#lastId,
      session: { accessKeyId, secretAccessKey, sessionToken, expiration },
    };
  }

  #begin(): Worker {
    const thread = new Worker(require.resolve(PROGRAM), {
      workerData: { endpoint: this.#endpoint },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    thread.unref();
    thread.on('message', (answers: ThreadAnswer[]) =>
      answers.forEach(answer => this.#answered(answer)),
    );
    thread.on('error', (error: Error) => this.#ended(thread, error));
    thread.on('exit', () =>
      this.#ended(thread, new Error('The reading thread ended')),
    );
    return thread;
  }

  #answered(message: ThreadAnswer) {
    const waiting = this.#waiting.get(message.id);
    if ('answer' in message) {
      waiting?.resolve(message.answer);
    } else {
      waiting?.reject(toError(message.failure));
    }
  }

  /** The next request begins another thread. */
  #ended(thread: Worker, error: Error) {
    if (this.#thread === thread) {
      this.#thread = undefined;
      this.#sessions = new WeakMap();
      this.#waiting.forEach(({ reject }) => reject(error));
    }
  }
}

function toError({ name, message, ...rest }: ThreadFailure): Error {
  const error =
    name === 'SyntaxError' ? new SyntaxError(message) : new Error(message);
  return Object.assign(error, rest);
}

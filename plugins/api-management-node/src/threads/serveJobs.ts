import type { MessagePort, Transferable } from 'node:worker_threads';

/** What a thread can do, by name. Inputs and answers are cloned between threads. @public */
export type Jobs = Record<string, (input: any) => unknown>;

/** Sent to a thread. @internal */
export type JobRequest = { id: number; name: string; input: unknown };

/** Sent back by a thread. @internal */
export type JobAnswer =
  | { id: number; result: unknown }
  | { id: number; reason: string };

/** Errors of parsers may quote whole lines of a document. */
const MAX_REASON = 500;

/**
 * The other end of a {@link JobThread}, to be called by its program with `parentPort`.
 * Byte arrays at the top of an answer are moved, not copied.
 *
 * @public
 */
export function serveJobs(port: MessagePort, jobs: Jobs): void {
  port.on('message', async ({ id, name, input }: JobRequest) => {
    try {
      const result = await jobs[name](input);
      const answer: JobAnswer = { id, result };
      port.postMessage(answer, buffersOf(result));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, reason: reason.slice(0, MAX_REASON) });
    }
  });
}

function buffersOf(result: unknown): Transferable[] {
  return Object.values(result ?? {}).flatMap(value =>
    value instanceof Uint8Array && ownsItsBuffer(value)
      ? [value.buffer as ArrayBuffer]
      : [],
  );
}

/** Small buffers share a pool, which must not be taken away. */
function ownsItsBuffer({ buffer, byteLength }: Uint8Array): boolean {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
}

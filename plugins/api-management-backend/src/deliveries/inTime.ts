import { once } from 'node:events';

/**
 * Waits for work no longer than it is allowed to take, also when it does not listen to its signal.
 *
 * @throws the reason of the signal: a `TimeoutError` when the time is over
 */
export async function inTime<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
  ms: number,
): Promise<Result> {
  const over = new AbortController();
  const allowed = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  const late = once(allowed, 'abort', { signal: over.signal }).then(() => {
    throw allowed.reason;
  });
  try {
    return await Promise.race([work(allowed), late]);
  } finally {
    over.abort();
  }
}

import { setTimeout } from 'node:timers/promises';

/** @throws the signal's reason when it is aborted meanwhile */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

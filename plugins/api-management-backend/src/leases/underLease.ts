import { setInterval } from 'node:timers/promises';

/** Work that somebody has taken up; unless he gives a sign of life in time, another one goes on with it. */
export type Lease = {
  /** Milliseconds that it lasts from each sign of life. */
  lasts: number;
  /** A sign of life. False: the work is no longer his. */
  renew: () => Promise<boolean>;
};

/**
 * Does work for as long as it takes, giving signs of life meanwhile. So a lease may be short, and the work of a process
 * that fell silent is soon taken over.
 *
 * @param work - is given a signal that aborts when the lease is lost
 */
export async function underLease<Result>(
  lease: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  const over = new AbortController();
  const renewing = keep(lease, over.signal, () => lost.abort());
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    over.abort();
    // A sign of life that comes after the lease was given back would take it again.
    await renewing;
  }
}

async function keep(
  { lasts, renew }: Lease,
  over: AbortSignal,
  onLost: () => void,
) {
  try {
    for await (const _ of setInterval(lasts / 3, undefined, { signal: over })) {
      // What cannot be renewed now may be later; whether it was in time shows when the work is recorded.
      const isHeld = await renew().catch(() => true);
      if (!isHeld) {
        onLost();
        return;
      }
    }
  } catch (error) {
    if (!over.aborted) {
      throw error;
    }
  }
}

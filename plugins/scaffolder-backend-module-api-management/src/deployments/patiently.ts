import { setTimeout as sleep } from 'node:timers/promises';
import { ResponseError } from '@backstage/errors';

/** Milliseconds before another try: 1 s, 2 s, 4 s … 30 s. */
const pause = (tries: number) => Math.min(1_000 * 2 ** tries, 30_000);

/** About five minutes: as long as a backend takes to be replaced. */
const TRIES = 14;

/**
 * Asks again while the backend cannot be reached or is not well: it may be about to stop or to start, and the
 * deployment goes on without us.
 */
export async function patiently<Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!mayPass(error) || tries === TRIES) {
        throw error;
      }
      await sleep(pause(tries), undefined, { signal });
    }
  }
}

/** No answer at all, or one that tells to come back. */
function mayPass(error: unknown): boolean {
  return error instanceof ResponseError
    ? error.statusCode >= 500 || error.statusCode === 429
    : error instanceof TypeError || isTimeout(error);
}

function isTimeout(error: unknown) {
  return error instanceof Error && error.name === 'TimeoutError';
}

import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 30_000;

/** Asks again until the answer is one. */
export async function until<Answer>(
  ask: () => Promise<Answer | false>,
): Promise<Answer> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== false) {
      return answer;
    }
    await wait(100);
  }
  throw new Error(`Nothing came in ${LIMIT_MS} ms`);
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { holdTurn } from './turns';

const POLL_MS = 100;
const PATIENCE_MS = 300_000;

/**
 * Lets one process at a time do what must not happen twice at once, as when several replicas start on one database.
 * The others wait. The turn is a lock of the engine that belongs to a connection, so that a killed process gives it up.
 *
 * @param patienceMs - how long to wait for others
 * @throws Error when they take longer
 * @public
 */
export async function inTurn<Result>(
  knex: Knex,
  perform: () => Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<Result> {
  const end = Date.now() + patienceMs;
  return holdTurn(knex, async take => {
    while (!(await take())) {
      if (Date.now() > end) {
        throw new Error(
          `Another process has been preparing this database for more than ${
            patienceMs / 1000
          } s; look for a backend that hangs in its start, and end it`,
        );
      }
      await wait(POLL_MS);
    }
    return perform();
  });
}

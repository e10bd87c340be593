import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';

/** What several stores may take part in. */
export type Transaction = Knex.Transaction;

const ATTEMPTS = 10;
/** Those that met in a deadlock must not meet again; waits grow up to ten times this. */
const WAIT_MS = 10;

/** PostgreSQL's deadlock_detected and serialization_failure, MySQL's ER_LOCK_DEADLOCK. */
const CODES = ['40P01', '40001', 'ER_LOCK_DEADLOCK'];

/**
 * Runs a transaction, again when the database gave it up for another one. What happens inside may happen more than
 * once, so it must touch nothing but the database.
 * https://dev.mysql.com/doc/refman/8.0/en/innodb-deadlocks-handling.html
 */
export async function transaction<Result>(
  knex: Knex,
  perform: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await knex.transaction(perform);
    } catch (error) {
      if (attempt === ATTEMPTS || !isDeadlock(error)) {
        throw error;
      }
      await wait(Math.random() * WAIT_MS * attempt);
    }
  }
}

function isDeadlock(error: unknown): boolean {
  return (
    error instanceof Error && CODES.includes((error as { code?: string }).code!)
  );
}

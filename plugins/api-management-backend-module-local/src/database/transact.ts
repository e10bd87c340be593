import type { Knex } from 'knex';

const DEADLOCK_CODES: readonly unknown[] = ['ER_LOCK_DEADLOCK', '40P01'];

function isDeadlock(error: unknown): boolean {
  return DEADLOCK_CODES.includes((error as { code?: unknown })?.code);
}

/**
 * Runs the work in a transaction, and again when the engine chose it as the victim of a deadlock:
 * MySQL locks the gaps between index entries, so even unrelated rows can deadlock.
 */
export async function transact<Answer>(
  knex: Knex,
  work: (transaction: Knex.Transaction) => Promise<Answer>,
  attempts = 3,
): Promise<Answer> {
  try {
    return await knex.transaction(work);
  } catch (error) {
    if (attempts <= 1 || !isDeadlock(error)) {
      throw error;
    }
    return transact(knex, work, attempts - 1);
  }
}

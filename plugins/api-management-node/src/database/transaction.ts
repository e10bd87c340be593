import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { isDatabaseBusy } from './databaseErrors';

/**
 * What several stores may take part in.
 *
 * @public
 */
export type Transaction = Knex.Transaction;

const ATTEMPTS = 20;

/** Whoever waits for an answer has gone by then. */
const PATIENCE_MS = 20_000;

/** Those that met in a deadlock must not meet again; waits grow up to this times the number of attempts. */
const WAIT_MS = 10;

/**
 * Runs a transaction, again when the database gave it up for another one. What happens inside may happen more than
 * once, so it must touch nothing but the database. Inside a transaction it joins that one.
 *
 * Every engine shows what was committed last (read committed), so that a rule holds when it locks the rows it is about
 * (`forUpdate`, `forShare`) before it reads them. SQLite has one writer and needs no locks.
 * https://dev.mysql.com/doc/refman/8.0/en/innodb-deadlocks-handling.html
 *
 * @throws the database's own error when it stays busy, see {@link isDatabaseBusy}
 * @public
 */
export async function transaction<Result>(
  knex: Knex,
  perform: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  if (knex.isTransaction) {
    return perform(knex as Transaction);
  }
  const end = Date.now() + PATIENCE_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      // The one place that begins transactions.
      // eslint-disable-next-line no-restricted-syntax
      return await knex.transaction(perform, settingsFor(knex));
    } catch (error) {
      if (attempt === ATTEMPTS || Date.now() > end || !isDatabaseBusy(error)) {
        throw error;
      }
      await wait(Math.random() * WAIT_MS * attempt);
    }
  }
}

/** PostgreSQL does so by itself, and SQLite knows no other way than one after the other. */
function settingsFor(knex: Knex): Knex.TransactionConfig {
  return knex.client.dialect === 'mysql'
    ? { isolationLevel: 'read committed' }
    : {};
}

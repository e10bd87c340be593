import type { Knex } from 'knex';

/**
 * Lets SQLite commit without waiting for the disk: each call commits once, and a disk's flush takes many times what the call
 * itself does. The data outlives the process being killed; a power failure may take the last moments back, but nothing breaks
 * (https://www.sqlite.org/pragma.html#pragma_synchronous). Other engines are left as their administrator set them.
 */
export async function useWriteAheadLog(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'better-sqlite3') {
    await knex.raw('PRAGMA journal_mode = WAL');
    await knex.raw('PRAGMA synchronous = NORMAL');
  }
}

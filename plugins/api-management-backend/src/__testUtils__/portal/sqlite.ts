import createKnex from 'knex';
import type { Knex } from 'knex';

/** SQLite in memory, empty or a copy of what {@link snapshotOf} gave. */
export function sqlite(content: Buffer | ':memory:' = ':memory:'): Knex {
  return createKnex({
    client: 'better-sqlite3',
    // better-sqlite3 opens a serialised database where a file name is expected
    connection: { filename: content as string },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
}

/** The whole database as bytes, so that each test begins with a copy instead of migrations. */
export async function snapshotOf(knex: Knex): Promise<Buffer> {
  const connection = await knex.client.acquireConnection();
  try {
    return connection.serialize();
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

/** Begins anew with a copy; whoever holds the connection goes on with it. */
export async function restore(knex: Knex, content: Buffer): Promise<void> {
  await knex.destroy();
  knex.client.connectionSettings.filename = content;
  knex.initialize();
}

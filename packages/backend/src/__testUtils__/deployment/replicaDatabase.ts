import { randomUUID } from 'node:crypto';
import type { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

type DatabaseId = Parameters<TestDatabases['init']>[0];

/** Databases of a portal on a real server, or in files, and how to be rid of them. */
export async function replicaDatabase(
  databases: TestDatabases,
  id: DatabaseId,
  directory: string,
) {
  if (id === 'SQLITE_3') {
    const config = { client: 'better-sqlite3', connection: { directory } };
    return { config, drop: async () => {} };
  }
  const server = await databases.init(id);
  const prefix = `oaf_${randomUUID().slice(0, 8)}_`;
  const { client, connection } = server.client.config;
  const { host, port, user, password } = connection;
  return {
    config: { client, prefix, connection: { host, port, user, password } },
    drop: () => dropAll(server, prefix),
  };
}

async function dropAll(server: Knex, prefix: string) {
  const isPostgres = server.client.config.client === 'pg';
  const [table, column] = isPostgres
    ? ['pg_database', 'datname']
    : ['information_schema.schemata', 'schema_name'];
  const names: string[] = await server(table)
    .where(column, 'like', `${prefix}%`)
    .pluck(column);
  for (const name of names) {
    await server.raw(`drop database ??${isPostgres ? ' with (force)' : ''}`, [
      name,
    ]);
  }
}

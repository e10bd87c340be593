import knexFactory from 'knex';
import type { Knex } from 'knex';
import { databases } from './environment';

export type DatabaseClient = keyof typeof databases;

/** Of what the product makes, one for each plugin (`backend.database.prefix`). */
const PREFIX = 'oaf_';

const listDatabases = {
  mysql2: 'select schema_name as name from information_schema.schemata',
  pg: 'select datname as name from pg_database',
};

/** Who connects. MariaDB does not say which connections are encrypted, but has accounts that take no others. */
export async function openAccount(client: DatabaseClient) {
  const { hostname, port, username, password } = new URL(databases[client]);
  if (client === 'pg') {
    return { hostname, port, username, password };
  }
  await withServer(client, async knex => {
    await knex.raw(
      "create user if not exists 'encrypted'@'127.0.0.1' identified by 'encrypted' require ssl",
    );
    await knex.raw("grant all on *.* to 'encrypted'@'127.0.0.1'");
  });
  return { hostname, port, username: 'encrypted', password: 'encrypted' };
}

/** Drops what an earlier run left. */
export async function dropDatabases(client: DatabaseClient) {
  await withServer(client, async knex => {
    for (const name of await readNames(knex, client)) {
      await knex.raw('drop database ??', [name]);
    }
  });
}

/** Whether each connection of the product to PostgreSQL is encrypted. */
export async function readEncryption(): Promise<boolean[]> {
  return withServer('pg', async knex => {
    const { rows } = await knex.raw(
      'select ssl from pg_stat_ssl join pg_stat_activity using (pid) where datname like ?',
      [`${PREFIX}%`],
    );
    return rows.map(({ ssl }: { ssl: boolean }) => ssl);
  });
}

async function readNames(knex: Knex, client: DatabaseClient) {
  const answer = await knex.raw(listDatabases[client]);
  const rows: { name: string }[] = client === 'pg' ? answer.rows : answer[0];
  return rows.map(({ name }) => name).filter(name => name.startsWith(PREFIX));
}

async function withServer<Result>(
  client: DatabaseClient,
  use: (knex: Knex) => Promise<Result>,
): Promise<Result> {
  const knex = knexFactory({ client, connection: databases[client] });
  return use(knex).finally(() => knex.destroy());
}

import knexFactory, { type Knex } from 'knex';

export type Server = {
  name: string;
  client: 'pg' | 'mysql2';
  /** Connection string of somebody who may create databases. */
  url: string;
};

const PREFIX = 'oaf_bench_usage_';

/** The servers that tests use, too. */
export function servers(): Server[] {
  const { env } = process;
  const found = [
    {
      name: 'PostgreSQL',
      client: 'pg' as const,
      url: env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING,
    },
    {
      name: 'MariaDB',
      client: 'mysql2' as const,
      url: env.BACKSTAGE_TEST_DATABASE_MYSQL8_CONNECTION_STRING,
    },
  ];
  return found.flatMap(({ url, ...server }) =>
    url ? [{ ...server, url }] : [],
  );
}

/** `backend.database`: one of its own for each plugin. */
export const configOf = ({ client, url }: Server) => ({
  client,
  connection: url,
  prefix: PREFIX,
});

export function connect({ client, url }: Server, plugin?: string): Knex {
  const address = new URL(url);
  if (plugin) {
    address.pathname = `/${PREFIX}${plugin}`;
  }
  return knexFactory({ client, connection: address.toString() });
}

/** Removes what earlier runs left. */
export async function dropDatabases(server: Server): Promise<void> {
  const knex = connect(server);
  try {
    for (const name of await listDatabases(knex, server)) {
      await knex.raw('drop database ??', [name]);
    }
  } finally {
    await knex.destroy();
  }
}

async function listDatabases(knex: Knex, { client }: Server) {
  const [table, column] =
    client === 'pg'
      ? ['pg_database', 'datname']
      : ['information_schema.schemata', 'schema_name'];
  const names: string[] = await knex(table)
    .where(column, 'like', `${PREFIX}%`)
    .pluck(column);
  return names;
}

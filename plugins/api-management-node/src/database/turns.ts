import type { Knex } from 'knex';

/** Answers whether the turn could be taken. */
type Take = () => Promise<boolean>;
/** What is done with the turn, once it is taken. */
type Hold<Result> = (take: Take) => Promise<Result>;

/** A number of our own; PostgreSQL keeps such locks per database. */
const ADVISORY_LOCK = 0x6f6166;

/** Lets go of the turn when `perform` ends. */
export async function holdTurn<Result>(
  knex: Knex,
  perform: Hold<Result>,
): Promise<Result> {
  switch (knex.client.dialect) {
    case 'mysql':
      return holdOnMysql(knex, perform);
    case 'postgresql':
      return holdOnPostgres(knex, perform);
    default:
      return holdOnSqlite(knex, perform);
  }
}

/** https://dev.mysql.com/doc/refman/8.0/en/locking-functions.html: names are the server's, of at most 64 characters. */
function holdOnMysql<Result>(knex: Knex, perform: Hold<Result>) {
  return onOneConnection(knex, async query => {
    const name = `concat('api-management ', md5(database()))`;
    try {
      return await perform(async () => {
        const [[{ taken }]] = await query(
          `select get_lock(${name}, 0) as taken`,
        );
        return taken === 1;
      });
    } finally {
      await query(`do release_lock(${name})`);
    }
  });
}

/** https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS */
function holdOnPostgres<Result>(knex: Knex, perform: Hold<Result>) {
  return onOneConnection(knex, async query => {
    const call = (name: string) =>
      query(`select ${name}(${ADVISORY_LOCK}) as taken`);
    let taken = false;
    try {
      return await perform(async () => {
        taken = (await call('pg_try_advisory_lock')).rows[0].taken;
        return taken;
      });
    } finally {
      if (taken) {
        await call('pg_advisory_unlock');
      }
    }
  });
}

/** Databases in memory are one process's; those in files have a second file beside them, whose lock is the turn. */
async function holdOnSqlite<Result>(
  knex: Knex,
  perform: Hold<Result>,
): Promise<Result> {
  const { filename } = knex.client.connectionSettings;
  if (!filename || filename.includes(':memory:')) {
    return holdInMemory(knex, perform);
  }
  const Driver = knex.client.driver;
  const connection = new Driver(`${filename}-turn`, { timeout: 0 });
  try {
    return await perform(async () => beginExclusive(connection));
  } finally {
    connection.close();
  }
}

function beginExclusive(connection: { exec(sql: string): void }): boolean {
  try {
    connection.exec('begin exclusive');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') {
      return false;
    }
    throw error;
  }
}

const takenInMemory = new WeakSet<object>();

async function holdInMemory<Result>(
  { client }: Knex,
  perform: Hold<Result>,
): Promise<Result> {
  let taken = false;
  try {
    return await perform(async () => {
      taken = !takenInMemory.has(client);
      takenInMemory.add(client);
      return taken;
    });
  } finally {
    if (taken) {
      takenInMemory.delete(client);
    }
  }
}

async function onOneConnection<Result>(
  knex: Knex,
  perform: (query: (sql: string) => Promise<any>) => Promise<Result>,
): Promise<Result> {
  const connection = await knex.client.acquireConnection();
  try {
    return await perform(async sql => knex.raw(sql).connection(connection));
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

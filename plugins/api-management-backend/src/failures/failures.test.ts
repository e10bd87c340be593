import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { asUser } from '../__testUtils__/asUser';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

/** Words of statements, drivers and tables. */
const SQL =
  /select|insert|update |delete from|sqlite|mysql|postgres|knex|applications|`|\bcode\b|errno|constraint/i;

const application = { title: 'Quote engine', owner: 'group:default/team-a' };

describe.each(databases.eachSupportedId())('on %s', engine => {
  it('a statement that fails is answered without it, and told in the log', async () => {
    const knex = await databases.init(engine);
    const { server, log } = await startPlugin(knex);
    const max = asUser(server);
    await knex.schema.dropTable('applications');
    for (const answer of [
      await max.get('/applications'),
      await max.get('/applications/some'),
      await max.post('/applications', application),
    ]) {
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer.body.error)).not.toMatch(SQL);
      const reference = /under (\S+)/.exec(answer.body.error.message)![1];
      const told = log.errors.find(line => line.includes(reference));
      expect(told).toContain('applications');
    }
  });

  it('what a unique key refuses is a conflict', async () => {
    const knex = await databases.init(engine);
    const { server } = await startPlugin(knex);
    await knex.schema.alterTable('applications', table => {
      table.unique(['title']);
    });
    const max = asUser(server);
    await max.post('/applications', application);
    const answer = await max.post('/applications', application);
    expect(answer.status).toBe(409);
    expect(JSON.stringify(answer.body.error)).not.toMatch(SQL);
  });
});

it('a database that stays busy is told to be so', async () => {
  const filename = join(await mkdtemp(join(tmpdir(), 'oaf-')), 'test.sqlite');
  const [knex, other] = [open(filename), open(filename)];
  try {
    const { server } = await startPlugin(knex);
    await other.raw('begin exclusive');
    const answer = await asUser(server).post('/applications', application);
    expect(answer.status).toBe(503);
    expect(answer.body.error.message).toContain('try again');
    expect(JSON.stringify(answer.body.error)).not.toMatch(SQL);
  } finally {
    await other.raw('rollback');
    await other.destroy();
  }
});

/** SQLite itself waits for the other process, and with it would this one, in which both are. */
function open(filename: string) {
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      afterCreate(connection: { pragma(text: string): void }, done: Function) {
        connection.pragma('busy_timeout = 0');
        done();
      },
    },
  });
}

import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { asUser } from './__testUtils__/asUser';
import { eventually } from './__testUtils__/eventually';
import { brokenInvariants } from './__testUtils__/race/invariants';
import { moves } from './__testUtils__/race/moves';
import { World } from './__testUtils__/race/World';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

/** From a draft to the end of everything, so that each move has something to do. */
const story = [
  ['createProduct', 0],
  ['changePrice', 5],
  ['addPlan', 1],
  ['publish', 0],
  ['createApplication', 0],
  ['subscribe', 0],
  ['issueKey', 0],
  ['issueToken', 0],
  ['reveal', 0],
  ['suspend', 0],
  ['resume', 0],
  ['revoke', 0],
  ['transferApplication', 1],
  ['deprecate', 0],
  ['end', 0],
  ['retire', 0],
] as const;

/** What a newer version may have added to every table, by the rule that releases only expand. */
async function widen(knex: Knex, tables: string[]) {
  for (const table of tables) {
    await knex.schema.alterTable(table, columns => {
      columns.string('of_a_newer_version', 64).index();
      columns.integer('counted_by_a_newer_version').notNullable().defaultTo(0);
    });
  }
  await knex.schema.createTable('table_of_a_newer_version', columns => {
    columns.string('id', 64).primary();
  });
}

async function tablesOf(knex: Knex): Promise<string[]> {
  const queries: Record<string, () => Knex.QueryBuilder> = {
    mysql: () =>
      knex('information_schema.tables')
        .whereRaw('table_schema = database()')
        .pluck('table_name'),
    postgresql: () =>
      knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .pluck('table_name'),
    sqlite3: () => knex('sqlite_master').where({ type: 'table' }).pluck('name'),
  };
  const names: string[] = await queries[knex.client.dialect]();
  return names.filter(name => !/^(sqlite_|knex_|backstage_)/.test(name));
}

describe.each(databases.eachSupportedId())(
  'a replica that goes on while a newer version has widened the tables, on %s',
  engine => {
    it('does all it did, and the rules hold', async () => {
      const knex = await databases.init(engine);
      const { server, gateway, log, stop } = await startPlugin(knex);
      const caller = asUser(server, 'user:default/max');
      const apiId = await eventually<string>(
        async () => (await caller.get('/gateway-apis')).body.items[0]?.id,
      );
      const tables = await tablesOf(knex);
      expect(tables.length).toBeGreaterThan(15);
      await widen(knex, tables);

      const world = new World(apiId);
      const answers: string[] = [];
      for (const [move, choice] of story) {
        const answer = await moves[move](world, caller, choice);
        answers.push(`${move}: ${answer?.status}`);
        await settled(knex);
      }
      for (const path of ['/overview', '/subscriptions', '/bills', '/usage']) {
        answers.push(`${path}: ${(await caller.get(path)).status}`);
      }

      expect(answers.filter(text => !/: 20\d$/.test(text))).toEqual([]);
      expect(await brokenInvariants(knex, gateway, world)).toEqual([]);
      expect(log.errors).toEqual([]);
      await stop();
    });
  },
);

async function settled(knex: Knex) {
  await eventually(async () => {
    const due = await knex('grants')
      .whereRaw('desired_revision > applied_revision')
      .first();
    return due === undefined;
  });
}

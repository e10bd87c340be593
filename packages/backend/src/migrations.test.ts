import { readdirSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import type { Knex } from 'knex';

type Columns = Record<string, Knex.ColumnInfo>;
type Schema = Record<string, Columns>;

/** The last migration of each package that took away or narrowed something; none may after the first release. */
const ledgers = [
  {
    packageName: '@oaf/backstage-plugin-api-management-backend',
    tableName: 'knex_migrations',
    since: '20261128110100_bills.js',
  },
  {
    packageName: '@oaf/backstage-plugin-api-management-backend-module-local',
    tableName: 'local_gateway_migrations',
    since: '20261128140000_limits_of_applications.js',
  },
];

async function readSchema(knex: Knex): Promise<Schema> {
  const tables: string[] = await knex('sqlite_master')
    .where({ type: 'table' })
    .pluck('name');
  const columns = await Promise.all(
    tables.map(async table => [table, await knex(table).columnInfo()]),
  );
  return Object.fromEntries(columns);
}

/** What a replica that knows only the schema before would stumble over. */
function broken(before: Schema, after: Schema): string[] {
  return Object.entries(before).flatMap(([table, columns]) =>
    after[table]
      ? brokenColumns(table, columns, after[table])
      : [`${table} is gone`],
  );
}

function brokenColumns(table: string, before: Columns, after: Columns) {
  const changed = Object.entries(before).flatMap(([name, column]) => {
    if (!after[name]) {
      return [`${table}.${name} is gone`];
    }
    const same = ['type', 'maxLength'] as const;
    return same.every(key => after[name][key] === column[key])
      ? []
      : [`${table}.${name} has another type`];
  });
  const demanded = Object.entries(after)
    .filter(([name]) => !before[name])
    .filter(([, { nullable, defaultValue }]) => !nullable && !defaultValue)
    .map(([name]) => `${table}.${name} must be written`);
  return [...changed, ...demanded];
}

describe('migrations only add what the version before can ignore', () => {
  describe.each(ledgers)(
    '$packageName, since $since',
    ({ packageName, tableName, since }) => {
      const directory = resolvePackagePath(packageName, 'migrations');
      const names = readdirSync(directory).sort();
      const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

      it('holds for every later one', async () => {
        const knex = await databases.init('SQLITE_3');
        const problems: string[] = [];
        let before: Schema = {};
        expect(names).toContain(since);
        for (const name of names) {
          await knex.migrate.up({ directory, tableName, name } as never);
          const after = await readSchema(knex);
          if (name > since) {
            problems.push(
              ...broken(before, after).map(what => `${name}: ${what}`),
            );
          }
          before = after;
        }
        expect(problems).toEqual([]);
      });
    },
  );

  it.each<[string, (knex: Knex) => Promise<unknown>, string[]]>([
    [
      'a column that may be null, and a table',
      async knex => {
        await knex.schema.alterTable('plans', table => {
          table.string('note');
          table.integer('rank').notNullable().defaultTo(0);
        });
        await knex.schema.createTable('notes', table => table.string('id'));
      },
      [],
    ],
    [
      'a renamed column',
      knex =>
        knex.schema.alterTable('plans', table =>
          table.renameColumn('title', 'name'),
        ),
      ['plans.title is gone'],
    ],
    [
      'a column that nobody fills who does not know it',
      knex =>
        knex.schema.dropTable('plans').createTable('plans', table => {
          table.string('title', 120);
          table.string('rank').notNullable();
        }),
      ['plans.rank must be written'],
    ],
    [
      'a narrower column',
      knex =>
        knex.schema
          .dropTable('plans')
          .createTable('plans', table => table.string('title', 60)),
      ['plans.title has another type'],
    ],
    [
      'a dropped table',
      knex => knex.schema.dropTable('plans'),
      ['plans is gone'],
    ],
  ])('judges %s', async (_what, change, expected) => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
    await knex.schema.createTable('plans', table => table.string('title', 120));
    const before = await readSchema(knex);
    await change(knex);
    expect(broken(before, await readSchema(knex))).toEqual(expected);
    await knex.destroy();
  });
});

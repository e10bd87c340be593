import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { transaction } from './transaction';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())('a transaction on %s', engine => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(engine);
    await knex.schema.createTable('things', table => {
      table.integer('id').primary();
      table.integer('value').notNullable();
    });
    await knex('things').insert([
      { id: 1, value: 0 },
      { id: 2, value: 0 },
    ]);
  });

  // SQLite has one connection, so transactions never meet.
  const meets = engine !== 'SQLITE_3';

  const increment = (trx: Knex, id: number) =>
    trx('things').where({ id }).increment('value', 1);

  it('is run again when it and another waited for each other', async () => {
    let begun = 0;
    let bothBegun = () => {};
    const both = new Promise<void>(resolve => {
      bothBegun = resolve;
    });
    let runs = 0;
    const inOrder = (first: number, second: number) =>
      transaction(knex, async trx => {
        runs += 1;
        await increment(trx, first);
        begun += 1;
        if (begun === 2 || !meets) {
          bothBegun();
        }
        await both;
        await increment(trx, second);
      });
    await Promise.all([inOrder(1, 2), inOrder(2, 1)]);
    expect(runs).toBe(meets ? 3 : 2);
    expect(await knex('things').orderBy('id').pluck('value')).toEqual([2, 2]);
  });

  it('is one with the transaction that it is inside of', async () => {
    const failing = transaction(knex, async trx => {
      await transaction(trx, inner => increment(inner, 1));
      throw new Error('No');
    });
    await expect(failing).rejects.toThrow('No');
    expect(await knex('things').orderBy('id').pluck('value')).toEqual([2, 2]);
  });

  it('sees what was committed after it began', async () => {
    const another = meets ? knex : undefined;
    const values = await transaction(knex, async trx => {
      const [before] = await trx('things').where({ id: 1 }).pluck('value');
      await another?.('things').where({ id: 1 }).update({ value: 7 });
      const [after] = await trx('things').where({ id: 1 }).pluck('value');
      return [before, after];
    });
    expect(values).toEqual([2, meets ? 7 : 2]);
  });

  it('is not run again for any other error', async () => {
    let runs = 0;
    const failing = transaction(knex, async trx => {
      runs += 1;
      await trx('things').insert({ id: 1, value: 9 });
    });
    await expect(failing).rejects.toThrow();
    expect(runs).toBe(1);
  });
});

describe('a transaction of two processes on one SQLite file', () => {
  it('is run again when the other one writes', async () => {
    const filename = join(await mkdtemp(join(tmpdir(), 'oaf-')), 'test.sqlite');
    const [one, other] = [openSqlite(filename), openSqlite(filename)];
    try {
      await one.schema.createTable('things', table => {
        table.integer('value').notNullable();
      });
      await one('things').insert({ value: 0 });
      const increments = [one, other, one, other].map(pool =>
        transaction(pool, async trx => {
          const [value] = await trx('things').pluck('value');
          await trx('things').update({ value: value + 1 });
        }),
      );
      await Promise.all(increments);
      expect(await one('things').pluck('value')).toEqual([4]);
    } finally {
      await Promise.all([one.destroy(), other.destroy()]);
    }
  });
});

/** SQLite itself waits for the other process, and with it would this one, in which both are. */
function openSqlite(filename: string): Knex {
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      afterCreate(connection: { pragma(text: string): void }, done: Function) {
        connection.pragma('journal_mode = WAL');
        connection.pragma('busy_timeout = 0');
        done();
      },
    },
  });
}

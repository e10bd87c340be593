import { TestDatabases } from '@backstage/backend-test-utils';
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

  it('is run again when it and another waited for each other', async () => {
    let begun = 0;
    let bothBegun = () => {};
    const both = new Promise<void>(resolve => {
      bothBegun = resolve;
    });
    let runs = 0;
    const increment = (trx: Knex, id: number) =>
      trx('things').where({ id }).increment('value', 1);
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

import knexFactory from 'knex';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { migrateDatabase } from './migrateDatabase';

jest.setTimeout(120_000);

const databases = createTestDatabases();

it.each(databases.eachSupportedId())(
  'migrations of two replicas at once on %s wait for each other',
  async engine => {
    const knex = await databases.init(engine);
    const another =
      engine === 'SQLITE_3' ? knex : knexFactory(knex.client.config);
    await Promise.all([migrateDatabase(knex), migrateDatabase(another)]);
    expect(
      await knex('local_gateway_migrations_lock').pluck('is_locked'),
    ).toEqual([0]);
    const names: string[] = await knex('local_gateway_migrations').pluck(
      'name',
    );
    expect(new Set(names).size).toBe(names.length);
    await (another === knex ? undefined : another.destroy());
  },
);

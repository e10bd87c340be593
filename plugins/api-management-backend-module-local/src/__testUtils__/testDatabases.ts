import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrateDatabase } from '../database/migrateDatabase';

type Engine = ReturnType<TestDatabases['eachSupportedId']>[number][0];

/** Engines without a connection string are left out; the titles of the tests name those that ran. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['SQLITE_3', 'MYSQL_8', 'POSTGRES_15'] });
}

export async function migratedDatabase(
  databases: TestDatabases,
  engine: Engine = 'SQLITE_3',
): Promise<Knex> {
  const knex = await databases.init(engine);
  await migrateDatabase(knex);
  return knex;
}

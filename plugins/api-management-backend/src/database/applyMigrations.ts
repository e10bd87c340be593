import type { DatabaseService } from '@backstage/backend-plugin-api';
import { migrate } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';

const packageName = '@oaf/backstage-plugin-api-management-backend';

/** Brings the plugin's database to the newest schema, unless the operator runs migrations elsewhere. */
export async function applyMigrations(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await migrate(knex, { packageName });
  }
  return knex;
}

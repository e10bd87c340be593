import { migrate } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';

/** The plugin's own migrations share the database, so these keep their own ledger. */
export async function migrateDatabase(knex: Knex): Promise<void> {
  await migrate(knex, {
    packageName: '@oaf/backstage-plugin-api-management-backend-module-local',
    tableName: 'local_gateway_migrations',
  });
}

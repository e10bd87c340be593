import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** The plugin's own migrations share the database, so these keep their own ledger. */
export async function migrateDatabase(knex: Knex): Promise<void> {
  await knex.migrate.latest({
    directory: resolvePackagePath(
      '@oaf/backstage-plugin-api-management-backend-module-local',
      'migrations',
    ),
    tableName: 'local_gateway_migrations',
  });
}

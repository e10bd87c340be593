import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const directory = resolvePackagePath(
  '@oaf/backstage-plugin-api-management-backend',
  'migrations',
);

/** Runs the migrations up to the one with this name, or all. */
export async function migrateUpTo(knex: Knex, name?: string): Promise<void> {
  for (;;) {
    const [, migrated] = await knex.migrate.up({ directory });
    if (migrated.length === 0 || (name && migrated[0].endsWith(name))) {
      return;
    }
  }
}

/** Takes the last migration back. */
export async function migrateDown(knex: Knex): Promise<void> {
  await knex.migrate.down({ directory });
}

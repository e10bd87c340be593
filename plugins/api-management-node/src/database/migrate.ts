import { readdir } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { inTurn } from './inTurn';
import { NewerSchemaError } from './NewerSchemaError';

/** Knex's own. */
const TABLE = 'knex_migrations';

/**
 * Brings the tables of a package to the newest schema. Replicas that start at once wait for each other, and a lock that
 * was left by a killed one is taken off.
 *
 * @param options - `packageName`: has a folder `migrations`; `tableName`: the ledger, for packages that share a database
 * @throws NewerSchemaError when a newer version has migrated already
 * @public
 */
export async function migrate(
  knex: Knex,
  {
    packageName,
    tableName = TABLE,
  }: { packageName: string; tableName?: string },
): Promise<void> {
  const directory = resolvePackagePath(packageName, 'migrations');
  await inTurn(knex, async () => {
    const unknown = await readUnknown(knex, { directory, tableName });
    if (unknown.length > 0) {
      throw new NewerSchemaError(packageName, unknown);
    }
    const wasCutOff = await takeOffLock(knex, tableName);
    try {
      await knex.migrate.latest({ directory, tableName });
    } catch (error) {
      throw wasCutOff ? leftHalf(error) : error;
    }
  });
}

/** Names in the ledger that the directory does not have. */
async function readUnknown(
  knex: Knex,
  { directory, tableName }: { directory: string; tableName: string },
): Promise<string[]> {
  if (!(await knex.schema.hasTable(tableName))) {
    return [];
  }
  const known = new Set(await readdir(directory));
  const names: string[] = await knex(tableName).orderBy('id').pluck('name');
  return names.filter(name => !known.has(name));
}

/** Whose turn it is knows that nobody else migrates: a lock that is there was left behind. Answers whether one was. */
async function takeOffLock(knex: Knex, tableName: string): Promise<boolean> {
  const table = `${tableName}_lock`;
  if (!(await knex.schema.hasTable(table))) {
    return false;
  }
  const rows = await knex(table).select('is_locked');
  const free = rows.length <= 1 && rows.every(row => !row.is_locked);
  if (!free) {
    await knex.migrate.forceFreeMigrationsLock({ tableName });
  }
  return !free;
}

/** MySQL keeps the first half of a migration. */
function leftHalf(cause: unknown): Error {
  return new Error(
    'An earlier start was killed while it changed the tables, and they cannot be changed from there; restore the database from a backup, or drop it if it was new',
    { cause },
  );
}

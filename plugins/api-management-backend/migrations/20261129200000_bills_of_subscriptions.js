// @ts-check

const INDEX = 'bills_subscription_period_idx';

/** @param {import('knex').Knex} knex */
function lookUp(knex) {
  const { client } = knex.client.config;
  if (client === 'pg') {
    return 'select 1 from pg_indexes where schemaname = current_schema() and indexname = ?';
  }
  return client.startsWith('mysql')
    ? 'select 1 from information_schema.statistics where table_schema = database() and index_name = ?'
    : 'select 1 from sqlite_master where name = ?';
}

/**
 * An earlier run may have been cut off after it, and MySQL knows no "if not exists" of indexes.
 *
 * @param {import('knex').Knex} knex
 */
async function hasIndex(knex) {
  const found = await knex.raw(lookUp(knex), [INDEX]);
  const [first] = found.rows ?? found;
  return Array.isArray(first) ? first.length > 0 : Boolean(first);
}

/**
 * SQLite took the index of the month, and went through all bills of the month for each subscription whose bill it looked
 * for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await hasIndex(knex))) {
    await knex.schema.alterTable('bills', table =>
      table.index(['subscription_id', 'period'], INDEX),
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('bills', table =>
    table.dropIndex(['subscription_id', 'period'], INDEX),
  );
};

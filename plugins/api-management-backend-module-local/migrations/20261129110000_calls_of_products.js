const LOG = 'local_gateway_access_log';
const INDEX = 'local_gateway_access_log_product_idx';

/**
 * MySQL commits each DDL statement by itself, so a second run finds the index; other engines run a migration as a whole or
 * not at all.
 *
 * @param {import('knex').Knex} knex
 */
async function hasIndex(knex) {
  if (!knex.client.config.client.startsWith('mysql')) {
    return false;
  }
  const [rows] = await knex.raw('show index from ?? where Key_name = ?', [
    LOG,
    INDEX,
  ]);
  return rows.length > 0;
}

/**
 * Providers look up single calls of their products.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await hasIndex(knex))) {
    await knex.schema.alterTable(LOG, table => {
      table.index(['product_id', 'request_time'], INDEX);
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(LOG, table => {
    table.dropIndex(['product_id', 'request_time'], INDEX);
  });
};

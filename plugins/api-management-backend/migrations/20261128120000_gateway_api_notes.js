// @ts-check

/** What is to be known of how an API is called, and of tags that could not be used. */
const COLUMNS = ['endpoint_note', 'mapping_notes'];

/**
 * Each step may be repeated, because MySQL keeps those before one that failed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const column of COLUMNS) {
    if (!(await knex.schema.hasColumn('gateway_apis', column))) {
      await knex.schema.alterTable(
        'gateway_apis',
        table => void table.text(column),
      );
    }
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('gateway_apis', table =>
    table.dropColumns(...COLUMNS),
  );
};

// @ts-check

/**
 * What logged calls mean: the operations of definitions, by their hashes, and the paths at which front doors offer or
 * offered APIs. Both outlive what they came from, as an hour may be counted anew later.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('api_operations'))) {
    await knex.schema.createTable('api_operations', table => {
      table.string('definition_hash', 64).primary();
      table.text('operations', 'longtext').notNullable().comment('JSON');
      table.text('problem').comment('why they are not known');
      table.bigInteger('read_at').notNullable();
    });
  }
  if (!(await knex.schema.hasTable('door_routes'))) {
    await knex.schema.createTable('door_routes', table => {
      table.string('id', 64).primary().comment('hash of where it is');
      table.string('source', 64).notNullable().index().comment('driver');
      table.string('account_id', 64).notNullable();
      table.string('region', 64).notNullable();
      table.string('api_id', 128).notNullable();
      table.string('stage', 128).notNullable();
      table.string('base_path', 1024).notNullable();
      table.string('gateway_api_id', 64).notNullable();
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('door_routes');
  await knex.schema.dropTableIfExists('api_operations');
};

/**
 * How many calls the gateway answered, which it counts beside the access log: the sum of the rows of an API and hour. The row
 * of no API says since when.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (await knex.schema.hasTable('local_gateway_call_counts')) {
    return;
  }
  await knex.schema.createTable('local_gateway_call_counts', table => {
    table.string('id', 36).primary();
    table.string('api_id', 255).collate('utf8mb4_bin').notNullable();
    table.bigInteger('hour').notNullable().comment('Of the arrival');
    table.bigInteger('calls').notNullable();
    table.index(['hour'], 'local_gateway_call_counts_hour_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('local_gateway_call_counts');
};

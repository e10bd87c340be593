/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.dropTableIfExists('local_gateway_replays');
  await knex.schema.createTable('local_gateway_replays', table => {
    table.string('replay_key', 64).collate('utf8mb4_bin').primary();
    table
      .bigInteger('expires_at')
      .notNullable()
      .index('local_gateway_replays_expires_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('local_gateway_replays');
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.dropTableIfExists('local_gateway_client_keys');
  await knex.schema.createTable('local_gateway_client_keys', table => {
    table
      .string('thumbprint', 64)
      .collate('utf8mb4_bin')
      .primary()
      .comment('RFC 7638; a key belongs to one client only');
    table
      .string('client_id', 255)
      .collate('utf8mb4_bin')
      .notNullable()
      .index('local_gateway_client_keys_client_id_idx');
    table.text('jwk').notNullable().comment('The public key as JSON');
    table.bigInteger('registered_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('local_gateway_client_keys');
};

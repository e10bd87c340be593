/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.dropTableIfExists('local_gateway_credential_uses');
  await knex.schema.createTable('local_gateway_credential_uses', table => {
    table
      .string('credential', 255)
      .collate('utf8mb4_bin')
      .primary()
      .comment('api-key:<credential id> or client-key:<thumbprint>');
    table.bigInteger('last_used_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('local_gateway_credential_uses');
};

/**
 * MySQL commits each DDL statement by itself, so every column is added only where it is missing: a second run succeeds.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string} column
 * @param {(table: import('knex').Knex.AlterTableBuilder) => void} add
 */
async function addColumn(knex, table, column, add) {
  if (!(await knex.schema.hasColumn(table, column))) {
    await knex.schema.alterTable(table, add);
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await addColumn(
    knex,
    'local_gateway_grants',
    'registration_token_hash',
    table =>
      table
        .string('registration_token_hash', 64)
        .collate('utf8mb4_bin')
        .nullable()
        .comment('Of the registration access token (RFC 7592)'),
  );
  await addColumn(knex, 'local_gateway_grants', 'failed_token_hash', table =>
    table
      .string('failed_token_hash', 64)
      .collate('utf8mb4_bin')
      .nullable()
      .comment('The initial access token that enrolment_failures counts for'),
  );
  await addColumn(knex, 'local_gateway_grants', 'enrolment_failures', table =>
    table.integer('enrolment_failures').notNullable().defaultTo(0),
  );
  await addColumn(knex, 'local_gateway_client_keys', 'not_after', table =>
    table
      .bigInteger('not_after')
      .nullable()
      .comment('The key is refused from this instant; null: it has no end'),
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('local_gateway_client_keys', table => {
    table.dropColumn('not_after');
  });
  await knex.schema.alterTable('local_gateway_grants', table => {
    table.dropColumn('enrolment_failures');
    table.dropColumn('failed_token_hash');
    table.dropColumn('registration_token_hash');
  });
};

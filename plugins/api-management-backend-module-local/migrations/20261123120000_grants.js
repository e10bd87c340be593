/**
 * MySQL commits each DDL statement by itself: what an interrupted run left behind is dropped first, so a second run succeeds.
 * Identifiers and hashes are case-sensitive, which MySQL's default collation is not; other engines ignore `collate`.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.dropTableIfExists('local_gateway_grants');
  await knex.schema.createTable('local_gateway_grants', table => {
    table
      .string('client_id', 255)
      .collate('utf8mb4_bin')
      .primary()
      .comment('One OAuth client per subscription');
    table
      .string('subscription_id', 255)
      .collate('utf8mb4_bin')
      .notNullable()
      .index('local_gateway_grants_subscription_id_idx');
    table.bigInteger('revision').notNullable();
    table
      .text('document', 'longtext')
      .nullable()
      .comment('The Grant as JSON; null once it is removed');
    table
      .string('enrolment_token_hash', 64)
      .collate('utf8mb4_bin')
      .nullable()
      .index('local_gateway_grants_enrolment_idx');
    table.bigInteger('enrolment_expires_at').nullable();
    table
      .string('spent_token_hash', 64)
      .collate('utf8mb4_bin')
      .nullable()
      .comment('Hash of the initial access token that enrolled the keys');
    table.bigInteger('enrolled_at').nullable();
    table
      .bigInteger('removed_at')
      .nullable()
      .index('local_gateway_grants_removed_at_idx')
      .comment(
        'A removed grant stays known, so that a late older one is ignored',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('local_gateway_grants');
};

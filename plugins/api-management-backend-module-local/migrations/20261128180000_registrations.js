const KEYS = 'local_gateway_client_keys';
const GRANTS = 'local_gateway_grants';

/**
 * MySQL commits each DDL statement by itself, so the column is added only where it is missing: a second run succeeds.
 * Replicas of the version before leave it null; then the hash of the grant counts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn(KEYS, 'registration_token_hash'))) {
    await knex.schema.alterTable(KEYS, table => {
      table
        .string('registration_token_hash', 64)
        .collate('utf8mb4_bin')
        .nullable()
        .comment(
          'Of the registration access token that manages the key (RFC 7592); null: that of the grant',
        );
    });
  }
  await knex(KEYS)
    .whereNull('registration_token_hash')
    .update({
      registration_token_hash: knex(GRANTS)
        .select(`${GRANTS}.registration_token_hash`)
        .where(`${GRANTS}.client_id`, knex.ref(`${KEYS}.client_id`)),
    });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(KEYS, table => {
    table.dropColumn('registration_token_hash');
  });
};

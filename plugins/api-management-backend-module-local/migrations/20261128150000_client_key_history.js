const KEYS = 'local_gateway_client_keys';
const PAST_KEYS = 'local_gateway_past_client_keys';
const USES = 'local_gateway_credential_uses';

/**
 * MySQL commits each DDL statement by itself, so every column is added only where it is missing: a second run succeeds.
 *
 * @param {import('knex').Knex} knex
 * @param {string} column
 * @param {(table: import('knex').Knex.AlterTableBuilder) => void} add
 */
async function addColumn(knex, column, add) {
  if (!(await knex.schema.hasColumn(KEYS, column))) {
    await knex.schema.alterTable(KEYS, add);
  }
}

/** @param {import('knex').Knex.TableBuilder} table */
function registeredBy(table) {
  return table
    .string('registered_by', 16)
    .notNullable()
    .defaultTo('enrolment')
    .comment('enrolment: with a temporary password; rotation: by another key');
}

/** @param {import('knex').Knex} knex */
async function createPastKeys(knex) {
  await knex.schema.dropTableIfExists(PAST_KEYS);
  await knex.schema.createTable(PAST_KEYS, table => {
    table.string('id', 36).primary();
    table
      .string('subscription_id', 255)
      .collate('utf8mb4_bin')
      .notNullable()
      .index('local_gateway_past_client_keys_subscription_id_idx');
    table.string('thumbprint', 64).collate('utf8mb4_bin').notNullable();
    table.bigInteger('registered_at').notNullable();
    registeredBy(table);
    table.bigInteger('replaced_at').nullable();
    table.bigInteger('ended_at').notNullable();
    table
      .string('ended_by', 16)
      .notNullable()
      .comment('replacement, revocation, unregistration or removal');
  });
}

/**
 * Which temporary password enrolled was known only as the last one's time.
 *
 * @param {import('knex').Knex} knex
 */
async function noteEnrolments(knex) {
  const rows = await knex('local_gateway_grants')
    .whereNotNull('enrolled_at')
    .whereNotNull('document')
    .select('document', 'enrolled_at', 'spent_token_hash');
  for (const row of rows) {
    const { enrolment } = JSON.parse(row.document);
    if (enrolment && enrolment.tokenHash === row.spent_token_hash) {
      await knex(USES)
        .insert({
          credential: `initial-access-token:${enrolment.credentialId}`,
          last_used_at: row.enrolled_at,
        })
        .onConflict('credential')
        .merge();
    }
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await addColumn(knex, 'registered_by', registeredBy);
  await addColumn(knex, 'replaced_at', table =>
    table
      .bigInteger('replaced_at')
      .nullable()
      .comment(
        'When a successor was registered; it may overlap until not_after',
      ),
  );
  await createPastKeys(knex);
  await noteEnrolments(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists(PAST_KEYS);
  await knex.schema.alterTable(KEYS, table => {
    table.dropColumn('replaced_at');
    table.dropColumn('registered_by');
  });
};

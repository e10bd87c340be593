const LOG = 'local_gateway_access_log';
const INDEX = 'local_gateway_access_log_application_idx';

/**
 * MySQL commits each DDL statement by itself, so every column is added only where it is missing: a second run succeeds.
 *
 * @param {import('knex').Knex} knex
 * @param {string} column
 * @param {(table: import('knex').Knex.AlterTableBuilder) => void} add
 */
async function addColumn(knex, column, add) {
  if (!(await knex.schema.hasColumn(LOG, column))) {
    await knex.schema.alterTable(LOG, add);
  }
}

/**
 * Other engines run a migration as a whole or not at all.
 *
 * @param {import('knex').Knex} knex
 */
async function hasIndex(knex) {
  if (!knex.client.config.client.startsWith('mysql')) {
    return false;
  }
  const [rows] = await knex.raw('show index from ?? where Key_name = ?', [
    LOG,
    INDEX,
  ]);
  return rows.length > 0;
}

/**
 * Calls of before count for the quota of their application too. Those of grants that are gone cannot be told from others any more.
 *
 * @param {import('knex').Knex} knex
 */
async function nameApplications(knex) {
  const grants = await knex('local_gateway_grants')
    .whereNotNull('document')
    .select('subscription_id', 'document');
  for (const grant of grants) {
    await knex(LOG)
      .where({ subscription_id: grant.subscription_id })
      .whereNull('application_id')
      .update({ application_id: JSON.parse(grant.document).applicationId });
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await addColumn(knex, 'integration_error', table =>
    table
      .string('integration_error', 64)
      .nullable()
      .comment('How the upstream failed without a status of its own'),
  );
  await addColumn(knex, 'application_id', table =>
    table.string('application_id', 255).collate('utf8mb4_bin').nullable(),
  );
  if (!(await hasIndex(knex))) {
    await knex.schema.alterTable(LOG, table => {
      table.index(['application_id', 'request_time'], INDEX);
    });
  }
  await nameApplications(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(LOG, table => {
    table.dropIndex(['application_id', 'request_time'], INDEX);
  });
  await knex.schema.alterTable(LOG, table => {
    table.dropColumn('application_id');
    table.dropColumn('integration_error');
  });
};

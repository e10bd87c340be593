// @ts-check

/**
 * Of which of the days before the end of a key its holder was told last. MySQL commits each DDL statement by itself, so the
 * step is safe to repeat.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('credentials', 'warned_days'))) {
    await knex.schema.alterTable('credentials', table => {
      table.integer('warned_days');
      table.index(['type', 'state', 'expires_at'], 'credentials_expiry_idx');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('credentials', table => {
    table.dropIndex(['type', 'state', 'expires_at'], 'credentials_expiry_idx');
    table.dropColumn('warned_days');
  });
};

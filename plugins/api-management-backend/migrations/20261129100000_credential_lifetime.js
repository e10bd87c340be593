// @ts-check

/**
 * A plan may say how old credentials of its subscriptions become. Plans of before say nothing, so nothing changes for them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('plans', 'max_credential_days'))) {
    await knex.schema.alterTable('plans', table => {
      table
        .integer('max_credential_days')
        .comment('Null: as the installation allows');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('plans', table => {
    table.dropColumn('max_credential_days');
  });
};

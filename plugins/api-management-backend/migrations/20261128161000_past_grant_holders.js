// @ts-check

/**
 * Accounts that gave a grant back stay known: they can tell what became of its credentials.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('grant_holders', 'removed_at'))) {
    await knex.schema.alterTable('grant_holders', table => {
      table.bigInteger('removed_at');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('grant_holders').whereNotNull('removed_at').delete();
  await knex.schema.alterTable('grant_holders', table => {
    table.dropColumn('removed_at');
  });
};

// @ts-check

/**
 * What the trust role of a linked account allows, so that people need not try.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('account_links', 'permission_sets'))) {
    await knex.schema.alterTable('account_links', table => {
      table.text('permission_sets');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('account_links', table => {
    table.dropColumn('permission_sets');
  });
};

// @ts-check

/**
 * A removal may delete what its stack keeps, too.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('deployments', 'delete_kept'))) {
    await knex.schema.alterTable('deployments', table => {
      table.boolean('delete_kept').notNullable().defaultTo(false);
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('deployments', table => {
    table.dropColumn('delete_kept');
  });
};

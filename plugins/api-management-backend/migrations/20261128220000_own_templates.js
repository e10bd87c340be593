// @ts-check

/**
 * Templates that came with a deployment, until it is over: a table of their own, since a megabyte is not to be read
 * with every list of deployments.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('deployment_templates'))) {
    await knex.schema.createTable('deployment_templates', table => {
      table.string('deployment_id', 36).primary();
      table.text('body', 'longtext').notNullable();
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('deployment_templates');
};

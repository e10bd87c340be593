// @ts-check

/**
 * Tells the installation from every other, whatever it is called.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('installation', 'serial_number'))) {
    await knex.schema.alterTable('installation', table => {
      table.string('serial_number', 64).comment('Made at the deployment');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('installation', table => {
    table.dropColumn('serial_number');
  });
};

// @ts-check

/**
 * Why a product came into its state, for those who subscribed to it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('api_products', 'state_reason'))) {
    await knex.schema.alterTable('api_products', table => {
      table.text('state_reason');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('api_products', table => {
    table.dropColumn('state_reason');
  });
};

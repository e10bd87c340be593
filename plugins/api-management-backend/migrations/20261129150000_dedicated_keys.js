// @ts-check

/**
 * A plan may come with a KMS key for each subscription. Plans of before do not.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('plans', 'dedicated_key'))) {
    await knex.schema.alterTable('plans', table => {
      table.boolean('dedicated_key').comment('Null: it does not');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('plans', table => {
    table.dropColumn('dedicated_key');
  });
};

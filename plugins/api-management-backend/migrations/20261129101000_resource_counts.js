// @ts-check

/**
 * How many API keys and usage plans accounts have in a region: those that a comparison counted, and what the portal made
 * and deleted since.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('resource_counts'))) {
    await knex.schema.createTable('resource_counts', columns);
  }
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function columns(table) {
  table.string('account_link_id', 36).notNullable();
  table.string('region', 64).notNullable();
  table.string('resource', 16).notNullable().comment('api-keys, usage-plans');
  table.primary(['account_link_id', 'region', 'resource']);
  table.integer('quota').notNullable();
  table.integer('counted').comment('By whomever made; null until then');
  table.bigInteger('counted_at');
  table
    .integer('changed')
    .notNullable()
    .defaultTo(0)
    .comment('Made less deleted by the portal, ever');
  table
    .integer('changed_before')
    .notNullable()
    .defaultTo(0)
    .comment('Of these, those that counted holds');
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('resource_counts');
};

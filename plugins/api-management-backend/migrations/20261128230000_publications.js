// @ts-check

/**
 * What products offer at gateways that were deployed, the jobs that make it so, and which gateways hold a copy of a grant.
 * `grant_holders` stays for replicas of the version before, and is read as well until nobody writes it any more.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('publications'))) {
    await knex.schema.createTable('publications', publicationColumns);
  }
  if (!(await knex.schema.hasTable('grant_targets'))) {
    await knex.schema.createTable('grant_targets', targetColumns);
  }
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function publicationColumns(table) {
  table.string('id', 36).primary();
  table.string('product_id', 36).notNullable();
  table.string('gateway_id', 36).notNullable().index().comment('stacks.id');
  table.unique(['product_id', 'gateway_id']);
  table.string('state', 16).notNullable().index();
  table.text('wanted', 'longtext').notNullable().comment('Routes, as JSON');
  table
    .text('served', 'longtext')
    .comment('What consumers reach, as JSON; null when nothing');
  table
    .text('former', 'longtext')
    .comment('What was served before, as JSON, while one can go back to it');
  table.integer('changes_total').notNullable().defaultTo(0);
  table.integer('changes_made').notNullable().defaultTo(0);
  table.text('failure');
  table.text('waiting_for');
  table.string('started_by', 255).notNullable();
  table.bigInteger('started_at').notNullable();
  table.bigInteger('updated_at').notNullable();
  table.integer('attempts').notNullable().defaultTo(0);
  table
    .bigInteger('next_attempt_at')
    .index()
    .comment('Null when nothing is to be done');
  table.bigInteger('leased_until').notNullable().defaultTo(0);
  table.integer('fence').notNullable().defaultTo(0);
  table
    .string('held_gateway', 36)
    .unique()
    .comment('The gateway while somebody works on it: one at a time');
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function targetColumns(table) {
  table.string('subscription_id', 64).notNullable();
  table.string('account_link_id', 64).notNullable();
  table
    .string('gateway_id', 36)
    .notNullable()
    .defaultTo('')
    .comment('stacks.id; empty for the gateway that the driver itself runs');
  table.primary(['subscription_id', 'account_link_id', 'gateway_id']);
  table.integer('applied_revision').notNullable().defaultTo(0);
  table.bigInteger('applied_at');
  table.text('last_error');
  table.bigInteger('removed_at');
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('grant_targets');
  await knex.schema.dropTableIfExists('publications');
};

// @ts-check

const INDEX = 'bills_subscription_period_idx';

/**
 * SQLite took the index of the month, and went through all bills of the month for each subscription whose bill it looked
 * for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('bills', table =>
    table.index(['subscription_id', 'period'], INDEX),
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('bills', table =>
    table.dropIndex(['subscription_id', 'period'], INDEX),
  );
};

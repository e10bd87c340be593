// @ts-check

/**
 * Bills are stored when they close, and a subscription keeps the price that was agreed. MySQL commits each statement
 * by itself, so every step is skipped when an earlier run took it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('subscriptions', 'plan_price'))) {
    await knex.schema.alterTable('subscriptions', table => {
      table.text('plan_price');
    });
  }
  if (!(await knex.schema.hasColumn('subscriptions', 'plan_title'))) {
    await knex.schema.alterTable('subscriptions', table => {
      table.string('plan_title', 80);
    });
  }
  await knex.raw(
    `update subscriptions set
      plan_price = (select price from plans where plans.id = subscriptions.plan_id),
      plan_title = (select title from plans where plans.id = subscriptions.plan_id)
    where plan_price is null`,
  );
  if (!(await knex.schema.hasTable('bills'))) {
    await createBills(knex);
  }
  if (!(await knex.schema.hasTable('closed_periods'))) {
    await knex.schema.createTable('closed_periods', table => {
      table.string('period', 7).primary();
      table.bigInteger('closed_at').notNullable();
    });
  }
};

/** @param {import('knex').Knex} knex */
async function createBills(knex) {
  await knex.schema.createTable('bills', table => {
    table.string('id', 80).primary().comment('<subscription id>/<period>');
    table.string('subscription_id', 64).notNullable();
    table.string('period', 7).notNullable();
    table.string('application_id', 64).notNullable();
    table.string('application_title', 120).notNullable();
    table.string('application_owner', 255).notNullable();
    table.string('product_id', 64).notNullable();
    table.string('product_title', 120).notNullable();
    table.string('product_owner', 255).notNullable();
    table.string('requested_by', 255).notNullable();
    table.text('terms').notNullable().comment('Plan and price, as JSON');
    table.text('lines', 'longtext').notNullable().comment('As JSON');
    table.string('currency', 3).notNullable();
    table.string('total', 64).notNullable();
    table
      .bigInteger('total_micros')
      .notNullable()
      .comment('The total in millionths, so that SQL adds exactly');
    table.bigInteger('billable_calls').notNullable();
    table
      .bigInteger('late_calls')
      .notNullable()
      .comment('Counted after the bill was closed; not in it');
    table.bigInteger('active_at').notNullable();
    table.bigInteger('closed_at').notNullable();
    table.index(['period', 'active_at']);
    table.index(['subscription_id']);
  });
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('closed_periods');
  await knex.schema.dropTableIfExists('bills');
  await knex.schema.alterTable('subscriptions', table => {
    table.dropColumns('plan_price', 'plan_title');
  });
};

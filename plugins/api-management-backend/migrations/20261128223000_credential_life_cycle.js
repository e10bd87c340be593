// @ts-check

/** @typedef {import('knex').Knex} Knex */

/**
 * @param {Knex} knex
 * @param {string} table
 * @param {string} column
 * @param {(table: import('knex').Knex.AlterTableBuilder) => void} add
 */
async function addColumn(knex, table, column, add) {
  if (!(await knex.schema.hasColumn(table, column))) {
    await knex.schema.alterTable(table, add);
  }
}

/** @param {Knex} knex */
async function createPlanChanges(knex) {
  await knex.schema.createTable('plan_changes', table => {
    table.string('id', 64).primary();
    table.string('subscription_id', 64).notNullable().index();
    table
      .string('live_key', 64)
      .unique()
      .comment('The subscription, while the change waits or overlaps');
    table.string('state', 32).notNullable().index();
    table.string('from_plan_id', 64).notNullable().index();
    table.string('from_plan_title', 80).notNullable();
    table.text('from_plan_price').comment('As agreed');
    table
      .bigInteger('from_since')
      .comment('Since when the former plan is billed');
    table.string('to_plan_id', 64).notNullable().index();
    table.string('to_plan_title', 80).notNullable();
    table.text('to_plan_price').comment('As agreed');
    table.integer('overlap_hours').notNullable();
    table.string('purpose', 1000);
    table.string('requested_by', 255).notNullable();
    table.bigInteger('requested_at').notNullable();
    table.string('decided_by', 255);
    table.bigInteger('decided_at');
    table.string('reason', 1000);
    table
      .bigInteger('overlap_since')
      .comment('Since when the new plan is billed');
    table.bigInteger('overlap_until').index();
    table.bigInteger('ended_at');
  });
}

/**
 * Keys have names, ends and plans; a subscription may change its plan. MySQL commits each DDL statement by itself, so
 * every step is safe to repeat.
 *
 * @param {Knex} knex
 */
exports.up = async function up(knex) {
  await addColumn(knex, 'credentials', 'name', table =>
    table.string('name', 60),
  );
  await addColumn(knex, 'credentials', 'plan_id', table =>
    table.string('plan_id', 64).comment('Null: the plan of the subscription'),
  );
  await addColumn(knex, 'credentials', 'valid_until', table =>
    table.bigInteger('valid_until').comment('The end it was issued with'),
  );
  await addColumn(knex, 'credentials', 'reason', table =>
    table.string('reason', 1000).comment('Why it was revoked'),
  );
  await addColumn(knex, 'subscriptions', 'plan_since', table =>
    table
      .bigInteger('plan_since')
      .comment('Since when its plan is billed; null: since it is active'),
  );
  // One is found by what it counts: one plan, or all but some. Null: all calls of the subscription.
  await addColumn(knex, 'bills', 'counted_plans', table =>
    table.text('counted_plans').comment('JSON: CountedPlans'),
  );
  if (!(await knex.schema.hasTable('plan_changes'))) {
    await createPlanChanges(knex);
  }
};

/** @param {Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('plan_changes');
  await knex.schema.alterTable('bills', table =>
    table.dropColumn('counted_plans'),
  );
  await knex.schema.alterTable('subscriptions', table =>
    table.dropColumn('plan_since'),
  );
  await knex.schema.alterTable('credentials', table => {
    table.dropColumns('name', 'plan_id', 'valid_until', 'reason');
  });
};

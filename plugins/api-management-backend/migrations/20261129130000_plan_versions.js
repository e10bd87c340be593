// @ts-check

/**
 * A price that changes is a new version of its plan: who agreed to an earlier one keeps it, and can say which it is. MySQL
 * commits each statement by itself, so every step is skipped when an earlier run took it. A release before this one goes
 * on writing plans without a number, which is that of the first version.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('plans', 'price_version'))) {
    await knex.schema.alterTable('plans', table => {
      table.integer('price_version').notNullable().defaultTo(1);
    });
  }
  if (!(await knex.schema.hasColumn('subscriptions', 'price_version'))) {
    await knex.schema.alterTable('subscriptions', table => {
      table
        .integer('price_version')
        .comment('Version of the plan whose price was agreed; null is unknown');
    });
  }
  await knex.raw(
    `update subscriptions set price_version = 1
    where price_version is null and plan_price =
      (select price from plans where plans.id = subscriptions.plan_id)`,
  );
  for (const column of ['from_price_version', 'to_price_version']) {
    if (!(await knex.schema.hasColumn('plan_changes', column))) {
      await knex.schema.alterTable('plan_changes', table => {
        table.integer(column);
      });
    }
  }
  if (!(await knex.schema.hasTable('plan_versions'))) {
    await knex.schema.createTable('plan_versions', table => {
      table.string('plan_id', 64).notNullable();
      table.integer('number').notNullable();
      table.text('price').notNullable().comment('As JSON');
      table.bigInteger('since').notNullable();
      table.primary(['plan_id', 'number']);
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('plan_versions');
  await knex.schema.alterTable('plan_changes', table => {
    table.dropColumns('from_price_version', 'to_price_version');
  });
  await knex.schema.alterTable('subscriptions', table => {
    table.dropColumns('price_version');
  });
  await knex.schema.alterTable('plans', table => {
    table.dropColumns('price_version');
  });
};

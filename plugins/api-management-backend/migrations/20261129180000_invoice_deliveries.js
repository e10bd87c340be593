// @ts-check

/**
 * Where final invoices are handed over to. MySQL commits each statement by itself, so every step is skipped when an earlier
 * run took it. What a release before this one issues has no `handed_on_at`; this one takes it up.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('invoices', 'handed_on_at'))) {
    await knex.schema.alterTable('invoices', table => {
      table
        .bigInteger('handed_on_at')
        .index()
        .comment('When its deliveries were written down');
    });
  }
  // What is there by now was told; nothing else is to be done with it.
  await knex('invoices')
    .whereNotNull('told_at')
    .update({ handed_on_at: knex.ref('told_at') });
  if (!(await knex.schema.hasTable('invoice_deliveries'))) {
    await createDeliveries(knex);
  }
  if (!(await knex.schema.hasTable('sink_customers'))) {
    await knex.schema.createTable('sink_customers', table => {
      table.string('sink', 64).notNullable();
      table.string('customer', 255).notNullable();
      table.string('reference', 255).notNullable();
      table.primary(['sink', 'customer']);
    });
  }
};

/** @param {import('knex').Knex} knex */
async function createDeliveries(knex) {
  await knex.schema.createTable('invoice_deliveries', table => {
    table.string('invoice_id', 64).notNullable();
    table.string('sink', 64).notNullable();
    table.string('state', 16).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('last_error');
    table.bigInteger('next_attempt_at').comment('Null when it is over');
    table.bigInteger('leased_until').notNullable().defaultTo(0);
    table.integer('fence').notNullable().defaultTo(0);
    table.bigInteger('delivered_at');
    table.string('reference', 255);
    table.text('link');
    table.text('customer_link');
    table.primary(['invoice_id', 'sink']);
    table.index(['next_attempt_at']);
  });
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('sink_customers');
  await knex.schema.dropTableIfExists('invoice_deliveries');
  await knex.schema.alterTable('invoices', table => {
    table.dropColumns('handed_on_at');
  });
};

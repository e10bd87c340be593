// @ts-check

/**
 * What is asked of an owner of applications for a month: numbered without gaps, and never changed. MySQL commits each
 * statement by itself, so every step is skipped when an earlier run took it. A release before this one goes on closing
 * bills that no invoice has.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('bills', 'invoice_id'))) {
    await knex.schema.alterTable('bills', table => {
      table.string('invoice_id', 64).index();
    });
  }
  if (!(await knex.schema.hasColumn('bills', 'adjusted_calls'))) {
    await knex.schema.alterTable('bills', table => {
      table
        .bigInteger('adjusted_calls')
        .notNullable()
        .defaultTo(0)
        .comment('Late calls that invoices have made up for');
    });
  }
  if (!(await knex.schema.hasTable('invoice_numbers'))) {
    await knex.schema.createTable('invoice_numbers', table => {
      table.string('issuer', 255).notNullable();
      table.integer('year').notNullable();
      table.integer('last').notNullable();
      table.primary(['issuer', 'year']);
    });
  }
  if (!(await knex.schema.hasTable('invoices'))) {
    await createInvoices(knex);
  }
  if (!(await knex.schema.hasTable('invoice_lines'))) {
    await createLines(knex);
  }
};

/** @param {import('knex').Knex} knex */
async function createInvoices(knex) {
  await knex.schema.createTable('invoices', table => {
    table.string('id', 64).primary();
    table.string('issuer', 255).notNullable();
    table.string('customer', 255).notNullable();
    table.string('period', 7).notNullable();
    table.integer('year').notNullable();
    table.integer('serial').notNullable();
    table.string('currency', 3).notNullable();
    table.string('total', 64).notNullable();
    table.string('credits_id', 64).comment('The invoice that it gives back');
    table.text('reason');
    table.string('issued_by', 255).comment('Null: by itself');
    table.bigInteger('issued_at').notNullable();
    table.bigInteger('told_at').comment('When its customer was told of it');
    table.unique(['issuer', 'year', 'serial']);
    table.index(['issued_at']);
    table.index(['credits_id']);
  });
}

/** @param {import('knex').Knex} knex */
async function createLines(knex) {
  await knex.schema.createTable('invoice_lines', table => {
    table.string('invoice_id', 64).notNullable();
    table.integer('position').notNullable();
    table.string('kind', 16).notNullable();
    table.string('bill_id', 80).notNullable();
    table.string('line_id', 80).notNullable();
    table.string('amount', 64).notNullable();
    table.text('line', 'longtext').notNullable().comment('As JSON');
    table.primary(['invoice_id', 'position']);
    table.index(['bill_id']);
  });
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('invoice_lines');
  await knex.schema.dropTableIfExists('invoices');
  await knex.schema.dropTableIfExists('invoice_numbers');
  await knex.schema.alterTable('bills', table => {
    table.dropColumns('invoice_id', 'adjusted_calls');
  });
};

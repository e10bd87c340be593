// @ts-check

/**
 * What at gateways differs from what should be there, when each gateway was compared, and from which revision on a grant
 * is handed over without relying on what was noted of earlier ones.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('grants', 'afresh_revision'))) {
    await knex.schema.alterTable('grants', table => {
      table.integer('afresh_revision').notNullable().defaultTo(0);
    });
  }
  if (!(await knex.schema.hasTable('drift_findings'))) {
    await knex.schema.createTable('drift_findings', findingColumns);
  }
  if (!(await knex.schema.hasTable('drift_comparisons'))) {
    await knex.schema.createTable('drift_comparisons', comparisonColumns);
  }
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function findingColumns(table) {
  table.string('id', 36).primary();
  table.string('gateway_id', 36).notNullable().comment('stacks.id');
  table
    .string('subject_key', 64)
    .notNullable()
    .comment('SHA-256 of kind and subject, hex');
  table.unique(['gateway_id', 'subject_key']);
  table.string('kind', 16).notNullable();
  table.string('difference', 8).notNullable();
  table.string('subject', 200).notNullable();
  table.text('detail').notNullable();
  table.string('product_id', 64).index();
  table.string('plan_id', 64);
  table.string('gateway_api_id', 64).index();
  table.string('subscription_id', 64).index();
  table.string('credential_id', 64);
  table.text('held').comment('A grant that is held: client and revision, JSON');
  table.string('state', 16).notNullable().index();
  table.bigInteger('first_seen_at').notNullable();
  table.bigInteger('last_seen_at').notNullable();
  table.string('decided_by', 255);
  table.bigInteger('decided_at');
  table.text('reason').comment('Why it is ignored');
  table.text('failure').comment('Why it could not be put right');
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function comparisonColumns(table) {
  table.string('gateway_id', 36).primary().comment('stacks.id');
  table.bigInteger('due_at').index().comment('Null when none is wanted');
  table.bigInteger('leased_until').notNullable().defaultTo(0);
  table.integer('fence').notNullable().defaultTo(0);
  table.integer('requests').notNullable().defaultTo(0);
  table.bigInteger('started_at');
  table.bigInteger('finished_at').comment('Of the last one that succeeded');
  table.text('failure');
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('drift_comparisons');
  await knex.schema.dropTableIfExists('drift_findings');
  await knex.schema.alterTable('grants', table => {
    table.dropColumn('afresh_revision');
  });
};

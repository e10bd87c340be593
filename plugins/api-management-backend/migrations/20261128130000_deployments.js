// @ts-check

/**
 * What is deployed into linked accounts, and the jobs that do it. MySQL commits each statement by itself, so every step
 * is skipped when an earlier run took it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
  const tables = {
    installation: installationColumns,
    deployments: deploymentColumns,
    deployment_steps: stepColumns,
    deployment_changes: changeColumns,
    deployment_events: eventColumns,
    stacks: stackColumns,
  };
  for (const [name, columns] of Object.entries(tables)) {
    if (!(await knex.schema.hasTable(name))) {
      await knex.schema.createTable(name, columns);
    }
  }
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function installationColumns(table) {
  table.string('id', 16).primary().comment('One row: self');
  table.string('name', 31).notNullable().comment('Tag of all that is deployed');
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function deploymentColumns(table) {
  table.string('id', 36).primary();
  table
    .string('live_key', 255)
    .unique()
    .comment('<driver>:<account id>/<region>/<stack name> while under way');
  table.string('action', 16).notNullable();
  table.string('account_link_id', 64).notNullable().index();
  table.string('region', 32).notNullable();
  table.string('stack_name', 64).notNullable();
  table.string('template', 64).notNullable();
  table.string('template_hash', 64).notNullable();
  table.text('parameters', 'longtext').notNullable().comment('As JSON');
  table
    .text('sealed_parameters', 'longtext')
    .comment('Secret ones, AES-256-GCM, until the change set is made');
  table.string('state', 32).notNullable().index();
  table.string('stack_id', 255);
  table.boolean('changed').notNullable().defaultTo(true);
  table.integer('resources_total').notNullable().defaultTo(0);
  table.integer('resources_done').notNullable().defaultTo(0);
  table.text('outputs', 'longtext').notNullable().comment('As JSON');
  table.text('failure', 'longtext').comment('As JSON');
  table.text('waiting_for');
  table.string('started_by', 255).notNullable();
  table.bigInteger('started_at').notNullable().index();
  table.bigInteger('updated_at').notNullable();
  table.bigInteger('ended_at');
  table.integer('attempts').notNullable().defaultTo(0);
  table.bigInteger('next_attempt_at').index().comment('Null when it is over');
  table.bigInteger('leased_until').notNullable().defaultTo(0);
  table
    .integer('fence')
    .notNullable()
    .defaultTo(0)
    .comment('Raised by each lease and decision: who holds an old one is late');
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function stepColumns(table) {
  table.string('deployment_id', 36).notNullable();
  table.integer('position').notNullable();
  table.string('state', 32).notNullable();
  table.bigInteger('reached_at').notNullable();
  table.string('reached_by', 255).comment('Null when nobody asked for it');
  table.primary(['deployment_id', 'position']);
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function changeColumns(table) {
  table.string('deployment_id', 36).notNullable();
  table.integer('position').notNullable();
  table.string('action', 16).notNullable();
  table.string('resource', 255).notNullable();
  table.string('type', 255).notNullable();
  table.text('physical_id');
  table.boolean('may_replace').notNullable();
  table.text('properties').notNullable().comment('As JSON');
  table.primary(['deployment_id', 'position']);
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function eventColumns(table) {
  table.string('deployment_id', 36).notNullable();
  table.integer('position').notNullable();
  table
    .string('event_key', 64)
    .notNullable()
    .comment("Hash of the gateway's id");
  table.bigInteger('happened_at').notNullable();
  table.string('resource', 255).notNullable();
  table.string('type', 255).notNullable();
  table.text('physical_id');
  table.string('status', 64).notNullable();
  table.string('kind', 16).notNullable();
  table.text('reason', 'longtext');
  table.primary(['deployment_id', 'position']);
  table.unique(['deployment_id', 'event_key']);
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function stackColumns(table) {
  table.string('id', 36).primary();
  table
    .string('stack_key', 255)
    .notNullable()
    .unique()
    .comment('<driver>:<account id>/<region>/<stack name>');
  table.string('account_link_id', 64).notNullable().index();
  table.string('region', 32).notNullable();
  table.string('name', 64).notNullable();
  table.string('stack_id', 255).notNullable();
  table.string('template', 64).notNullable();
  table.string('template_hash', 64).notNullable();
  table.text('parameters', 'longtext').notNullable().comment('As JSON');
  table.text('outputs', 'longtext').notNullable().comment('As JSON');
  table.string('deployment_id', 36).notNullable();
  table.bigInteger('changed_at').notNullable();
  table.string('changed_by', 255).notNullable();
  table.string('drift', 16).notNullable().defaultTo('unknown');
  table.string('drift_detection', 255).comment('Set while it is detected');
  table.text('drifted_resources').comment('As JSON');
  table.bigInteger('drift_detected_at');
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'stacks',
    'deployment_events',
    'deployment_changes',
    'deployment_steps',
    'deployments',
    'installation',
  ]) {
    await knex.schema.dropTableIfExists(name);
  }
};

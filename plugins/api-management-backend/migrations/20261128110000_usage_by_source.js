// @ts-check

const METERS = [
  'calls',
  'billable_calls',
  'client_errors',
  'server_errors',
  'throttled_calls',
  'response_bytes',
  'latency_sum',
];

/**
 * The embedded gateway had the only usage engine that there was, so what was counted came from it. Throttled calls were
 * counted as client errors too.
 */
const COPY = `
  insert into usage_records_next (
    source, subscription_id, gateway_api_id, plan_id, hour, application_id, product_id, calls, billable_calls,
    client_errors, server_errors, throttled_calls, response_bytes, latency_sum
  )
  select
    'local', usage_records.subscription_id, usage_records.gateway_api_id, coalesce(subscriptions.plan_id, ''),
    usage_records.hour, usage_records.application_id, usage_records.product_id, usage_records.calls,
    usage_records.billable_calls,
    case
      when usage_records.client_errors > usage_records.throttled_calls
      then usage_records.client_errors - usage_records.throttled_calls
      else 0
    end,
    usage_records.server_errors, usage_records.throttled_calls, usage_records.response_bytes,
    usage_records.latency_sum
  from usage_records
  left join subscriptions on subscriptions.id = usage_records.subscription_id`;

/**
 * Hours and cursor are kept per source, which is the type of a gateway driver; records carry the plan. The primary key
 * changes, so the table is made anew and takes the old one's name.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (
    (await knex.schema.hasTable('usage_records')) &&
    !(await knex.schema.hasColumn('usage_records', 'source'))
  ) {
    await knex.schema.dropTableIfExists('usage_records_next');
    await createRecords(knex, 'usage_records_next');
    await knex.raw(COPY);
    await knex.schema.dropTable('usage_records');
  }
  if (await knex.schema.hasTable('usage_records_next')) {
    await knex.schema.renameTable('usage_records_next', 'usage_records');
  }
  if (await knex.schema.hasColumn('usage_cursors', 'name')) {
    await knex.schema.alterTable('usage_cursors', table =>
      table.renameColumn('name', 'source'),
    );
  }
  await knex('usage_cursors')
    .where({ source: 'access-log' })
    .update({ source: 'local' });
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} name
 */
async function createRecords(knex, name) {
  await knex.schema.createTable(name, table => {
    table.string('source', 64).notNullable();
    table.string('subscription_id', 64).notNullable();
    table.string('gateway_api_id', 64).notNullable();
    table.string('plan_id', 64).notNullable();
    table.bigInteger('hour').notNullable();
    table.string('application_id', 64).notNullable();
    table.string('product_id', 64).notNullable();
    for (const meter of METERS) {
      table.bigInteger(meter).notNullable().defaultTo(0);
    }
    // Bills and usage ask by subscription and time, the collector by source and hour.
    table.primary([
      'subscription_id',
      'hour',
      'gateway_api_id',
      'plan_id',
      'source',
    ]);
    table.index(['source', 'hour'], 'usage_records_source_hour_idx');
    table.index(['hour'], 'usage_records_by_hour_idx');
  });
}

const RESTORE = `
  insert into usage_records_former (
    subscription_id, gateway_api_id, hour, application_id, product_id, calls, billable_calls, client_errors,
    server_errors, throttled_calls, response_bytes, latency_sum
  )
  select
    subscription_id, gateway_api_id, hour, application_id, product_id, sum(calls), sum(billable_calls),
    sum(client_errors) + sum(throttled_calls), sum(server_errors), sum(throttled_calls), sum(response_bytes),
    sum(latency_sum)
  from usage_records
  group by subscription_id, gateway_api_id, hour, application_id, product_id`;

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.createTable('usage_records_former', table => {
    table.string('subscription_id', 64).notNullable();
    table.string('gateway_api_id', 64).notNullable();
    table.bigInteger('hour').notNullable().index();
    table.string('application_id', 64).notNullable();
    table.string('product_id', 64).notNullable();
    for (const meter of METERS) {
      table.bigInteger(meter).notNullable();
    }
    table.primary(['subscription_id', 'gateway_api_id', 'hour']);
  });
  await knex.raw(RESTORE);
  await knex.schema.dropTable('usage_records');
  await knex.schema.renameTable('usage_records_former', 'usage_records');
  await knex.schema.alterTable('usage_cursors', table =>
    table.renameColumn('source', 'name'),
  );
  await knex('usage_cursors')
    .where({ name: 'local' })
    .update({ name: 'access-log' });
};

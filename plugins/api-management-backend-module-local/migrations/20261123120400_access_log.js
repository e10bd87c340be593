/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.dropTableIfExists('local_gateway_access_log');
  await knex.schema.createTable('local_gateway_access_log', table => {
    table
      .string('request_id', 64)
      .collate('utf8mb4_bin')
      .primary()
      .comment('A record that is delivered twice is stored once');
    table
      .bigInteger('ingested_at')
      .notNullable()
      .comment('When the record was written, epoch milliseconds');
    table
      .bigInteger('hour')
      .notNullable()
      .index('local_gateway_access_log_hour_idx')
      .comment('Start of the hour of request_time');
    table.bigInteger('request_time').notNullable();
    table.string('account_id', 255).notNullable();
    table.string('region', 255).notNullable();
    table.string('api_id', 255).nullable();
    table.string('stage', 255).nullable();
    table.string('subscription_id', 255).collate('utf8mb4_bin').nullable();
    table.string('client_id', 255).nullable();
    table.string('product_id', 255).nullable();
    table.string('plan_id', 255).nullable();
    table.string('api_key_credential_id', 255).nullable();
    table.string('token_id', 255).nullable();
    table.string('http_method', 32).notNullable();
    table.text('path').notNullable();
    table.integer('status').notNullable();
    table.integer('integration_status').nullable();
    table.double('response_latency').notNullable();
    table.double('integration_latency').nullable();
    table.bigInteger('request_length').notNullable();
    table.bigInteger('response_length').notNullable();
    table.string('source_ip', 64).notNullable();
    table.string('user_agent', 512).nullable();
    table.string('error', 64).nullable();
    table.index(
      ['ingested_at', 'hour'],
      'local_gateway_access_log_ingested_at_idx',
    );
    table.index(
      ['subscription_id', 'request_time'],
      'local_gateway_access_log_subscription_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('local_gateway_access_log');
};

// @ts-check

/**
 * Identifiers are made in code; times are epoch milliseconds; text that is a unique key is at most 255 characters,
 * so that one migration runs on SQLite, MySQL/MariaDB and PostgreSQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('account_links', table => {
    table.string('id', 64).primary();
    table.string('driver', 64).notNullable();
    table.string('account_id', 64).notNullable();
    table.string('partition', 32).notNullable();
    table.string('alias', 255).notNullable();
    table.string('state', 32).notNullable();
    table.integer('version').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['driver', 'account_id']);
  });

  await knex.schema.createTable('account_regions', table => {
    table.string('account_link_id', 64).notNullable();
    table.string('region', 64).notNullable();
    table.integer('api_count').notNullable();
    table.boolean('fresh').notNullable();
    table.bigInteger('synced_at');
    table.text('error');
    table.primary(['account_link_id', 'region']);
  });

  await knex.schema.createTable('gateway_apis', table => {
    table.string('id', 64).primary();
    table.string('account_link_id', 64).notNullable().index();
    table.string('account_id', 64).notNullable();
    table.string('region', 64).notNullable();
    table.string('api_id', 64).notNullable();
    table.string('stage', 64).notNullable();
    table.string('name', 63).notNullable().unique();
    table.string('title', 255).notNullable();
    table.text('description');
    table.string('api_version', 64);
    table.string('protocol', 16).notNullable();
    table.text('invoke_url').notNullable();
    table.text('console_url');
    table.text('tags').notNullable();
    table.string('owner', 255).notNullable();
    table.string('fingerprint', 255).notNullable();
    table.string('content_hash', 64).notNullable();
    table.string('definition_format', 16).notNullable();
    table.text('definition', 'longtext').notNullable();
    table.text('import_error');
    table.bigInteger('imported_at').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.bigInteger('removed_at');
    table.bigInteger('change_number').notNullable().index();
    table.unique(['account_link_id', 'region', 'api_id', 'stage']);
  });

  await knex.schema.createTable('counters', table => {
    table.string('name', 64).primary();
    table.bigInteger('value').notNullable();
  });
  await knex('counters').insert({ name: 'gateway-api-changes', value: 0 });

  await knex.schema.createTable('api_products', table => {
    table.string('id', 64).primary();
    table.string('slug', 63).notNullable().unique();
    table.string('title', 120).notNullable();
    table.string('summary', 300).notNullable();
    table.text('description', 'longtext');
    table.string('owner', 255).notNullable().index();
    table.string('state', 32).notNullable();
    table.string('approval', 32).notNullable();
    table.string('access_profile', 64).notNullable();
    table.text('terms', 'longtext');
    table.integer('version').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
  });

  await knex.schema.createTable('api_product_tags', table => {
    table.string('product_id', 64).notNullable();
    table.string('tag', 63).notNullable();
    table.primary(['product_id', 'tag']);
  });

  await knex.schema.createTable('api_product_audiences', table => {
    table.string('product_id', 64).notNullable();
    table.string('member', 255).notNullable();
    table.primary(['product_id', 'member']);
  });

  await knex.schema.createTable('api_product_gateway_apis', table => {
    table.string('product_id', 64).notNullable();
    table.string('gateway_api_id', 64).notNullable().index();
    table.integer('position').notNullable();
    table.primary(['product_id', 'gateway_api_id']);
  });

  await knex.schema.createTable('plans', table => {
    table.string('id', 64).primary();
    table.string('product_id', 64).notNullable().index();
    table.integer('position').notNullable();
    table.string('title', 80).notNullable();
    table.string('description', 500);
    table.string('state', 32).notNullable();
    table.text('limits').notNullable();
    table.text('price').notNullable();
    table.boolean('is_free').notNullable();
  });

  await knex.schema.createTable('applications', table => {
    table.string('id', 64).primary();
    table.string('title', 120).notNullable();
    table.string('description', 1000);
    table.string('owner', 255).notNullable().index();
    table.integer('version').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
  });

  await knex.schema.createTable('subscriptions', table => {
    table.string('id', 64).primary();
    table.string('client_id', 64).notNullable().unique();
    table.string('application_id', 64).notNullable().index();
    table.string('product_id', 64).notNullable().index();
    table.string('plan_id', 64).notNullable().index();
    table.string('state', 32).notNullable().index();
    // Set while the subscription is live: an application holds a product once.
    table.string('live_key', 160).unique();
    table.string('purpose', 1000);
    table.string('requested_by', 255).notNullable();
    table.bigInteger('requested_at').notNullable();
    table.string('decided_by', 255);
    table.bigInteger('decided_at');
    table.string('reason', 1000);
    table.text('error');
    table.bigInteger('active_at');
    table.bigInteger('ended_at');
    table.bigInteger('updated_at').notNullable();
    table.integer('version').notNullable();
  });

  await knex.schema.createTable('subscription_events', table => {
    table.bigIncrements('id');
    table.string('subscription_id', 64).notNullable().index();
    table.bigInteger('at').notNullable();
    table.string('type', 64).notNullable();
    table.string('actor', 255);
    table.string('reason', 1000);
  });

  await knex.schema.createTable('credentials', table => {
    table.string('id', 64).primary();
    table.string('subscription_id', 64).notNullable().index();
    table.string('type', 32).notNullable();
    table.string('state', 32).notNullable();
    table.string('prefix', 32).notNullable();
    table.string('secret_hash', 64).notNullable();
    // Enveloped; deleted when the secret was shown or its time to be shown is over.
    table.text('sealed_secret');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('revealed_at');
    table.bigInteger('expires_at');
    table.bigInteger('revoked_at');
  });

  await knex.schema.createTable('grants', table => {
    table.string('subscription_id', 64).primary();
    table.bigInteger('desired_revision').notNullable();
    table.bigInteger('applied_revision').notNullable();
    table.integer('attempts').notNullable();
    table.bigInteger('next_attempt_at').notNullable().index();
    table.bigInteger('leased_until').notNullable();
    table.string('leased_by', 64);
    table.text('last_error');
  });

  await knex.schema.createTable('usage_records', table => {
    table.string('subscription_id', 64).notNullable();
    table.string('gateway_api_id', 64).notNullable();
    table.bigInteger('hour').notNullable().index();
    table.string('application_id', 64).notNullable();
    table.string('product_id', 64).notNullable();
    table.bigInteger('calls').notNullable();
    table.bigInteger('billable_calls').notNullable();
    table.bigInteger('client_errors').notNullable();
    table.bigInteger('server_errors').notNullable();
    table.bigInteger('throttled_calls').notNullable();
    table.bigInteger('response_bytes').notNullable();
    table.bigInteger('latency_sum').notNullable();
    table.primary(['subscription_id', 'gateway_api_id', 'hour']);
  });

  await knex.schema.createTable('usage_cursors', table => {
    table.string('name', 64).primary();
    table.string('cursor', 255).notNullable();
    table.bigInteger('logged_until').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'usage_cursors',
    'usage_records',
    'grants',
    'credentials',
    'subscription_events',
    'subscriptions',
    'applications',
    'plans',
    'api_product_gateway_apis',
    'api_product_audiences',
    'api_product_tags',
    'api_products',
    'counters',
    'gateway_apis',
    'account_regions',
    'account_links',
  ]) {
    await knex.schema.dropTable(table);
  }
};

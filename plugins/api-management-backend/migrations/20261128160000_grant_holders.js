// @ts-check

/**
 * Which accounts may hold a copy of a grant, so that it can be taken back from those that no longer serve the product.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('grant_holders'))) {
    await knex.schema.createTable('grant_holders', table => {
      table.string('subscription_id', 64).notNullable();
      table.string('account_link_id', 64).notNullable();
      table.primary(['subscription_id', 'account_link_id']);
    });
  }
  // What was applied before is held by the accounts that serve the product now.
  const held = await knex('grants')
    .join('subscriptions', 'subscriptions.id', 'grants.subscription_id')
    .join(
      'api_product_gateway_apis',
      'api_product_gateway_apis.product_id',
      'subscriptions.product_id',
    )
    .join(
      'gateway_apis',
      'gateway_apis.id',
      'api_product_gateway_apis.gateway_api_id',
    )
    .whereNotIn('subscriptions.state', ['ended', 'rejected', 'withdrawn'])
    .distinct('grants.subscription_id', 'gateway_apis.account_link_id');
  for (const row of held) {
    await knex('grant_holders')
      .insert(row)
      .onConflict(['subscription_id', 'account_link_id'])
      .ignore();
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('grant_holders');
};

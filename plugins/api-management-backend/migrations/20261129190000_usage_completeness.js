// @ts-check

/**
 * Whether access logs have all calls: by the place at which calls arrive and the hour, how many the log has, and how many
 * the gateway itself counted.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('usage_places'))) {
    await knex.schema.createTable('usage_places', table => {
      table.string('id', 32).primary().comment('hash of what follows');
      table.string('source', 64).notNullable().index();
      table.string('account_id', 255).notNullable();
      table.string('region', 64).notNullable();
      table.string('api_id', 255).notNullable();
      table.string('stage', 255).notNullable();
      table
        .bigInteger('compared_from')
        .comment('First hour that is compared; null: none is');
      table
        .bigInteger('compared_until')
        .comment('Hours before are compared; null: none is');
      table.text('problem').comment('Why no hour is compared at present');
    });
  }
  if (!(await knex.schema.hasTable('usage_completeness'))) {
    await knex.schema.createTable('usage_completeness', table => {
      table.string('place_id', 32).notNullable();
      table.bigInteger('hour').notNullable();
      table.bigInteger('logged').notNullable().defaultTo(0);
      table.bigInteger('counted').comment('By the gateway; null: not known');
      table
        .bigInteger('tolerated')
        .notNullable()
        .defaultTo(0)
        .comment('By so many calls the two may differ');
      table
        .bigInteger('missing')
        .notNullable()
        .defaultTo(0)
        .comment('Calls that are not in the log');
      table.primary(['place_id', 'hour']);
      table.index(['hour', 'missing'], 'usage_completeness_hour_idx');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('usage_completeness');
  await knex.schema.dropTableIfExists('usage_places');
};

// @ts-check

/**
 * Accounts are linked by a trust role. An external id is never given to another link, so unlinked links stay; only
 * those that are not unlinked hold their account.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('account_links', table => {
    table.dropUnique(['driver', 'account_id']);
  });
  await knex.schema.alterTable('account_links', table => {
    // `<driver>:<account id>` until the account is unlinked: unique, and null is not.
    table.string('active_key', 160).unique();
    // Null for accounts that a driver runs itself.
    table.string('external_id', 128).unique();
    table.text('role_arn');
    table.string('batch_id', 64).index();
    table.text('requested_regions');
    table.text('available_regions');
    table.text('checks');
    table.string('verification', 16);
    table.bigInteger('verified_at');
    // Set while a verification is wanted: queued unless somebody has leased it.
    table.bigInteger('verify_requested_at').index();
    table.bigInteger('verify_leased_until').notNullable().defaultTo(0);
    table.string('verify_leased_by', 64);
  });
  const links = await knex('account_links').select('driver', 'account_id');
  for (const link of links) {
    await knex('account_links')
      .where(link)
      .update({ active_key: `${link.driver}:${link.account_id}` });
  }

  await knex.schema.createTable('account_link_batches', table => {
    table.string('id', 64).primary();
    table.string('driver', 64).notNullable();
    table.string('partition', 32).notNullable();
    table.string('external_id', 128).notNullable().unique();
    table.text('refused_rows', 'longtext').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('created_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('account_link_batches');
  await knex('account_links').whereNull('active_key').delete();
  await knex.schema.alterTable('account_links', table => {
    table.dropUnique(['active_key']);
    table.dropUnique(['external_id']);
    table.dropIndex(['batch_id']);
    table.dropIndex(['verify_requested_at']);
  });
  await knex.schema.alterTable('account_links', table => {
    table.dropColumns(
      'active_key',
      'external_id',
      'role_arn',
      'batch_id',
      'requested_regions',
      'available_regions',
      'checks',
      'verification',
      'verified_at',
      'verify_requested_at',
      'verify_leased_until',
      'verify_leased_by',
    );
  });
  await knex.schema.alterTable('account_links', table => {
    table.unique(['driver', 'account_id']);
  });
};

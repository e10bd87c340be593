// @ts-check

/**
 * Imports become work that is queued and claimed per region; definitions move out of the rows that every sweep reads;
 * changes of definitions are kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('account_regions', table => {
    // Set while an import is wanted: queued unless somebody has claimed it.
    table.bigInteger('requested_at');
    table.string('priority', 16);
    table.bigInteger('started_at');
    table.string('claimed_by', 64);
    table.bigInteger('claimed_until');
    table.integer('listed').notNullable().defaultTo(0);
    table.integer('exported').notNullable().defaultTo(0);
    table.text('budget');
  });

  await knex.schema.createTable('leases', table => {
    table.string('name', 64).primary();
    table.string('holder', 64).notNullable();
    table.bigInteger('held_until').notNullable();
  });
  await knex('leases').insert({ name: 'sweep', holder: '', held_until: 0 });

  await knex.schema.createTable('gateway_api_definitions', table => {
    table.string('gateway_api_id', 64).primary();
    table.text('text', 'longtext').notNullable();
  });
  await knex('gateway_api_definitions').insert(
    knex('gateway_apis')
      .whereNull('removed_at')
      .select({ gateway_api_id: 'id', text: 'definition' }),
  );
  await knex.schema.alterTable('gateway_apis', table => {
    table.dropColumns('definition', 'content_hash');
  });
  await knex.schema.alterTable('gateway_apis', table => {
    table.string('namespace', 63).notNullable().defaultTo('default');
    table.string('system', 255);
    table.string('lifecycle', 63).notNullable().defaultTo('production');
    table.text('arn');
    // Empty hashes equal none, so that the next import writes the API anew.
    table.string('metadata_hash', 64).notNullable().defaultTo('');
    table.string('definition_hash', 64).notNullable().defaultTo('');
    table.text('definition_note');
    table.string('last_definition_change_id', 64);
    table.index(['account_id', 'region']);
  });

  await knex.schema.createTable('definition_changes', table => {
    table.string('id', 64).primary();
    table.string('gateway_api_id', 64).notNullable();
    table.bigInteger('changed_at').notNullable();
    table.integer('breaking_count').notNullable();
    table.integer('non_breaking_count').notNullable();
    table.string('from_version', 64);
    table.string('to_version', 64);
    table.text('note');
    table.text('details', 'longtext').notNullable();
    table.index(['gateway_api_id', 'changed_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('definition_changes');
  await knex.schema.alterTable('gateway_apis', table => {
    table.dropIndex(['account_id', 'region']);
    table.dropColumns(
      'namespace',
      'system',
      'lifecycle',
      'arn',
      'metadata_hash',
      'definition_hash',
      'definition_note',
      'last_definition_change_id',
    );
  });
  // What is imported is imported again: the old columns have no defaults.
  await knex('gateway_apis').delete();
  await knex.schema.alterTable('gateway_apis', table => {
    table.string('content_hash', 64).notNullable().defaultTo('');
    table.text('definition', 'longtext');
  });
  await knex.schema.dropTable('gateway_api_definitions');
  await knex.schema.dropTable('leases');
  await knex.schema.alterTable('account_regions', table => {
    table.dropColumns(
      'requested_at',
      'priority',
      'started_at',
      'claimed_by',
      'claimed_until',
      'listed',
      'exported',
      'budget',
    );
  });
};

// @ts-check

/**
 * How large a definition is becomes known without reading it, and of those that the catalog does not take there is a list
 * of operations. What was imported before is read anew by its next change.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {Record<string, string>} */
  const binary = { pg: 'bytea', mysql: 'longblob', mysql2: 'longblob' };
  const type = binary[knex.client.config.client] ?? 'blob';
  await addMissing(knex, 'gateway_apis', {
    definition_bytes: table => table.integer('definition_bytes'),
    operation_count: table => table.integer('operation_count'),
  });
  await addMissing(knex, 'gateway_api_definitions', {
    outline_zstd: table => table.specificType('outline_zstd', type),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('gateway_apis', table =>
    table.dropColumns('definition_bytes', 'operation_count'),
  );
  await knex.schema.alterTable('gateway_api_definitions', table =>
    table.dropColumn('outline_zstd'),
  );
};

/**
 * Each step may be repeated, because MySQL keeps those before one that failed.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {Record<string, (table: import('knex').Knex.AlterTableBuilder) => unknown>} columns
 */
async function addMissing(knex, table, columns) {
  for (const [name, add] of Object.entries(columns)) {
    if (!(await knex.schema.hasColumn(table, name))) {
      await knex.schema.alterTable(table, builder => void add(builder));
    }
  }
}

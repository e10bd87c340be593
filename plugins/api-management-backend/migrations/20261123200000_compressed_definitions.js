// @ts-check
const { zstdCompressSync, zstdDecompressSync } = require('node:zlib');

/**
 * Definitions take a sixth of the room, and of the time to write them, when they are compressed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {Record<string, string>} */
  const binary = { pg: 'bytea', mysql: 'longblob', mysql2: 'longblob' };
  const type = binary[knex.client.config.client] ?? 'blob';
  await rebuild(
    knex,
    'gateway_api_definitions_zstd_unique',
    table => table.specificType('zstd', type).notNullable(),
    ({ gateway_api_id, text }) => ({
      gateway_api_id,
      zstd: zstdCompressSync(text),
    }),
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await rebuild(
    knex,
    'gateway_api_definitions_text_unique',
    table => table.text('text', 'longtext').notNullable(),
    ({ gateway_api_id, zstd }) => ({
      gateway_api_id,
      text: zstdDecompressSync(zstd).toString(),
    }),
  );
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} indexName
 * @param {(table: import('knex').Knex.CreateTableBuilder) => void} addColumn
 * @param {(row: any) => object} convert
 */
async function rebuild(knex, indexName, addColumn, convert) {
  await knex.schema.renameTable('gateway_api_definitions', 'old_definitions');
  await knex.schema.createTable('gateway_api_definitions', table => {
    table.string('gateway_api_id', 64).notNullable();
    addColumn(table);
    // The names of the former table's indexes are taken until it is gone.
    table.unique(['gateway_api_id'], { indexName });
  });
  const ids = await knex('old_definitions').pluck('gateway_api_id');
  for (const id of ids) {
    const row = await knex('old_definitions')
      .where({ gateway_api_id: id })
      .first();
    await knex('gateway_api_definitions').insert(convert(row));
  }
  await knex.schema.dropTable('old_definitions');
}

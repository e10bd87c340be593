// @ts-check

/**
 * Which APIs products offer at gateways, and where: an API is in place by one gateway, or at front doors. What is offered
 * already is at front doors.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('offered_apis'))) {
    await knex.schema.createTable('offered_apis', columns);
  }
  const publications = await knex('publications').select(
    'product_id',
    'gateway_id',
    'wanted',
    'served',
  );
  const rows = publications.flatMap(toRows);
  for (const row of rows) {
    await knex('offered_apis')
      .insert(row)
      .onConflict(['product_id', 'gateway_id', 'gateway_api_id', 'location'])
      .ignore();
  }
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function columns(table) {
  table.string('product_id', 36).notNullable();
  table.string('gateway_id', 36).notNullable().comment('stacks.id');
  table.string('gateway_api_id', 64).notNullable().index();
  table.string('location', 16).notNullable().comment('front-door, in-place');
  table.primary(['product_id', 'gateway_id', 'gateway_api_id', 'location']);
}

/** @param {{ product_id: string, gateway_id: string, wanted: string, served: string | null }} publication */
function toRows({ product_id, gateway_id, wanted, served }) {
  const offers = [
    ...JSON.parse(wanted),
    ...(served ? JSON.parse(served).offers : []),
  ];
  const ids = new Set(offers.map(({ gatewayApiId }) => gatewayApiId));
  return [...ids].map(gateway_api_id => ({
    product_id,
    gateway_id,
    gateway_api_id,
    location: 'front-door',
  }));
}

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('offered_apis');
};

import { eachMeter, meterColumns } from '@oaf/contract';
import type { Knex } from 'knex';

const DAY_MS = 86_400_000;
export const DAYS = 365;
export const PRODUCTS = 20;

/** Those of the first ones call on every day, the n-th on every n-thousandth. */
const DAILY = 1_000;
const OPERATIONS = [
  { operation: 'GET /accounts/{id}', statusClass: 2 },
  { operation: 'GET /accounts', statusClass: 2 },
  { operation: 'GET /accounts/{id}', statusClass: 4 },
];

const SKETCH = JSON.stringify(
  Object.fromEntries(
    Array.from({ length: 14 }, (_, bucket) => [20 + 3 * bucket, 9 + bucket]),
  ),
);

const meterNames = Object.values(meterColumns);

/** What is counted of a series in a period; few call much. */
const METERS = Object.values(
  eachMeter(meter =>
    meter === 'clientErrors' || meter === 'serverErrors'
      ? 'floor(1000 / (n + 1))'
      : 'floor(100000 / (n + 1)) + 1',
  ),
).join(', ');

export type Year = {
  /** Epoch milliseconds of its first day, UTC. */
  from: number;
  to: number;
  subscriptionIds: string[];
  productIds: string[];
  /** Rows that pages read from. */
  rows: number;
};

/** Rows like one there is, for each number but for what differs. */
async function copyRow(
  knex: Knex,
  table: string,
  where: object,
  numbers: number[],
  differ: (number: number) => object,
) {
  const row = await knex(table).where(where).first();
  const rows = numbers.map(number => ({ ...row, ...differ(number) }));
  await knex.batchInsert(table, rows, 200);
}

/** Makes a year of usage of so many subscriptions, spread over twenty products, as the rollup would. */
export async function fillYear(
  knex: Knex,
  subscriptionId: string,
  subscriptions: number,
): Promise<Year> {
  const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const from = to - DAYS * DAY_MS;
  const numbers = Array.from({ length: subscriptions }, (_, number) => number);
  const found = await knex('subscriptions')
    .where({ id: subscriptionId })
    .first();
  const { product_id: productId, application_id: applicationId } = found;
  const products = numbers.slice(0, PRODUCTS);
  const productOf = (number: number) => `product-${number % PRODUCTS}`;
  await copyRow(knex, 'api_products', { id: productId }, products, number => ({
    id: productOf(number),
    slug: productOf(number),
    title: `Product ${number}`,
  }));
  await copyRow(
    knex,
    'applications',
    { id: applicationId },
    numbers,
    number => ({
      id: `application-${number}`,
      title: `Application ${number}`,
    }),
  );
  await copyRow(
    knex,
    'subscriptions',
    { id: subscriptionId },
    numbers,
    number => ({
      id: `subscription-${number}`,
      client_id: `sub_${number}`,
      application_id: `application-${number}`,
      product_id: productOf(number),
      live_key: `live-${number}`,
    }),
  );
  await knex.schema.createTable('bench_numbers', table => {
    table.integer('n').primary();
    table.integer('every').notNullable();
  });
  await knex.batchInsert(
    'bench_numbers',
    numbers.map(n => ({ n, every: Math.max(1, Math.floor(n / DAILY)) })),
    1_000,
  );
  await fillSeries(knex, found.plan_id);
  await fillDays(knex, from);
  await fillMonths(knex, from, to);
  const rows = await countRows(knex);
  return {
    from,
    to,
    subscriptionIds: numbers.map(number => `subscription-${number}`),
    productIds: products.map(productOf),
    rows,
  };
}

async function fillSeries(knex: Knex, planId: string) {
  const columns = `id, level, source, subscription_id, application_id, product_id, plan_id, gateway_api_id, operation, status_class`;
  const key = `'local', concat('subscription-', n), concat('application-', n), concat('product-', mod(n, ${PRODUCTS})), ?, concat('api-', mod(n, ${PRODUCTS}))`;
  const ofProduct = `'local', '', '', concat('product-', n), ?, concat('api-', n)`;
  const insert = (select: string, values: unknown[]) =>
    knex.raw(
      `insert into usage_series (${columns}) select ${select}`,
      values as any[],
    );
  await insert(
    `concat('subscription-', n), 'subscription', ${key}, null, 0 from bench_numbers`,
    [planId],
  );
  for (const [index, { operation, statusClass }] of OPERATIONS.entries()) {
    await insert(
      `concat('operation-${index}-', n), 'operation', ${key}, ?, ${statusClass} from bench_numbers`,
      [planId, operation],
    );
    await insert(
      `concat('product-${index}-', n), 'product', ${ofProduct}, ?, ${statusClass} from bench_numbers where n < ${PRODUCTS}`,
      [planId, operation],
    );
  }
}

const KINDS = [
  ...OPERATIONS.map((_, index) => ({ id: `operation-${index}-`, all: true })),
  ...OPERATIONS.map((_, index) => ({ id: `product-${index}-`, all: false })),
  { id: 'subscription-', all: true },
];

async function fillDays(knex: Knex, from: number) {
  await knex.schema.createTable('bench_days', table => {
    table.integer('d').primary();
    table.bigInteger('day').notNullable();
  });
  await knex.batchInsert(
    'bench_days',
    Array.from({ length: DAYS }, (_, d) => ({ d, day: from + d * DAY_MS })),
    1_000,
  );
  for (const { id, all } of KINDS) {
    await knex.raw(
      `insert into usage_days (series_id, day, ${meterNames.join(
        ', ',
      )}, latency)
       select concat('${id}', n), day, ${METERS}, '${SKETCH}'
       from bench_numbers cross join bench_days
       where ${all ? 'mod(d, every) = mod(n, every)' : `n < ${PRODUCTS}`}`,
    );
  }
}

/** Months have no series of operations by subscription. */
async function fillMonths(knex: Knex, from: number, to: number) {
  const months: number[] = [];
  const start = new Date(from);
  for (
    let month = Date.UTC(start.getUTCFullYear(), start.getUTCMonth());
    month < to;
    month = Date.UTC(
      new Date(month).getUTCFullYear(),
      new Date(month).getUTCMonth() + 1,
    )
  ) {
    months.push(month);
  }
  for (const month of months) {
    for (const { id, all } of KINDS.filter(
      each => !each.id.startsWith('operation'),
    )) {
      await knex.raw(
        `insert into usage_months (series_id, month, ${meterNames.join(
          ', ',
        )}, latency)
         select concat('${id}', n), ${month}, ${METERS}, '${SKETCH}' from bench_numbers ${
          all ? '' : `where n < ${PRODUCTS}`
        }`,
      );
    }
  }
}

async function countRows(knex: Knex): Promise<number> {
  let rows = 0;
  for (const table of ['usage_series', 'usage_days', 'usage_months']) {
    const [{ count }] = await knex(table).count({ count: '*' });
    rows += Number(count);
    await knex.raw(
      knex.client.config.client === 'pg' ? 'analyze ??' : 'analyze table ??',
      [table],
    );
  }
  return rows;
}

// @ts-check
const { createHash } = require('node:crypto');

const METERS = [
  'calls',
  'billable_calls',
  'client_errors',
  'server_errors',
  'throttled_calls',
  'response_bytes',
  'latency_sum',
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const ROWS_PER_INSERT = 200;

/** @type {Record<string, (table: import('knex').Knex.CreateTableBuilder) => void>} */
const tables = {
  usage_rollups(table) {
    table.string('source', 64).primary();
    table.string('cursor', 255).comment('null: from the beginning of the log');
    table.bigInteger('logged_until').comment('when hours were asked for');
    table.bigInteger('kept_from').notNullable().defaultTo(0);
    table.bigInteger('quarantined').notNullable().defaultTo(0);
    table.integer('version').notNullable().defaultTo(0);
  },
  usage_pending_hours(table) {
    table.string('source', 64).notNullable();
    table.bigInteger('hour').notNullable();
    table.primary(['source', 'hour']);
  },
  usage_series(table) {
    table.string('id', 32).primary().comment('hash of what follows');
    table.string('level', 16).notNullable();
    table.string('source', 64).notNullable();
    table.string('subscription_id', 64).notNullable().comment('or empty');
    table.string('application_id', 64).notNullable().comment('or empty');
    table.string('product_id', 64).notNullable();
    table.string('plan_id', 64).notNullable();
    table.string('gateway_api_id', 64).notNullable();
    table.string('operation', 1024).comment('null: none of the document');
    table.integer('status_class').notNullable().comment('0: not known');
    table.index(['subscription_id', 'level'], 'usage_series_subscription_idx');
    table.index(['product_id', 'level'], 'usage_series_product_idx');
    table.index(['gateway_api_id', 'level'], 'usage_series_api_idx');
  },
  usage_hours(table) {
    table.string('series_id', 32).notNullable();
    table.bigInteger('hour').notNullable();
    table.string('source', 64).notNullable();
    meters(table);
    table.primary(['series_id', 'hour']);
    table.index(['source', 'hour'], 'usage_hours_source_hour_idx');
    table.index(['hour'], 'usage_hours_by_hour_idx');
  },
  usage_days(table) {
    table.string('series_id', 32).notNullable();
    table.bigInteger('day').notNullable();
    meters(table);
    table.primary(['series_id', 'day']);
    table.index(['day'], 'usage_days_by_day_idx');
  },
  usage_months(table) {
    table.string('series_id', 32).notNullable();
    table.bigInteger('month').notNullable().comment('its first instant, UTC');
    meters(table);
    table.primary(['series_id', 'month']);
    table.index(['month'], 'usage_months_by_month_idx');
  },
  usage_corrections(table) {
    table.string('id', 36).primary();
    table.string('source', 64).notNullable();
    table.bigInteger('hour').notNullable().index();
    table.string('subscription_id', 64).notNullable();
    table.string('application_id', 64).notNullable();
    table.string('product_id', 64).notNullable();
    table.string('plan_id', 64).notNullable();
    table.string('gateway_api_id', 64).notNullable();
    for (const meter of METERS) {
      table.bigInteger(meter).notNullable().comment('what it is more by');
    }
    table.bigInteger('corrected_at').notNullable();
    table.index(['subscription_id', 'hour'], 'usage_corrections_of_idx');
  },
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function meters(table) {
  for (const meter of METERS) {
    table.bigInteger(meter).notNullable().defaultTo(0);
  }
  table.text('latency').comment('sketch as JSON; null: not known');
}

const OF_PRODUCT = ['source', 'product_id', 'plan_id', 'gateway_api_id'];
const OF_SUBSCRIPTION = [...OF_PRODUCT, 'subscription_id', 'application_id'];

/** What each level tells apart of what is known so far. */
const levels = {
  operation: OF_SUBSCRIPTION,
  subscription: OF_SUBSCRIPTION,
  product: OF_PRODUCT,
};

const columns = METERS.join(', ');
const sums = METERS.map(meter => `sum(${meter})`).join(', ');

/** @param {import('knex').Knex} knex */
async function takeOver(knex) {
  for (const [level, told] of Object.entries(levels)) {
    const keys = await knex('usage_records').distinct(...told);
    await knex.batchInsert(
      'usage_series',
      keys.map(key => toSeries(level, key)),
      ROWS_PER_INSERT,
    );
    const same = told.map(column => `records.${column} = series.${column}`);
    await knex.raw(
      `insert into usage_hours (series_id, hour, source, ${columns})
       select series.id, records.hour, series.source, ${sums}
       from usage_records records join usage_series series on ${same.join(
         ' and ',
       )}
       where series.level = '${level}'
       group by series.id, records.hour, series.source`,
    );
  }
  await knex.raw(
    `insert into usage_days (series_id, day, ${columns})
     select series_id, hour - hour % ${DAY_MS}, ${sums}
     from usage_hours group by series_id, hour - hour % ${DAY_MS}`,
  );
  await takeOverMonths(knex);
}

/** Months of levels that do not tell operations apart by subscription. @param {import('knex').Knex} knex */
async function takeOverMonths(knex) {
  const [range] = await knex('usage_days').select(
    knex.raw('min(day) as oldest, max(day) as newest'),
  );
  const newest = Number(range.newest ?? -1);
  let { start, end } = monthOf(Number(range.oldest ?? 0));
  while (start <= newest) {
    await knex.raw(
      `insert into usage_months (series_id, month, ${columns})
       select series_id, ${start}, ${sums} from usage_days
       where day >= ${start} and day < ${end}
       and series_id in (select id from usage_series where level <> 'operation')
       group by series_id`,
    );
    ({ start, end } = monthOf(end));
  }
}

/** @param {number} time */
function monthOf(time) {
  const date = new Date(time);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
}

/** As seriesOf.ts makes them. @param {string} level @param {Record<string, string>} key */
function toSeries(level, key) {
  const series = {
    level,
    source: key.source,
    subscription_id: key.subscription_id ?? '',
    application_id: key.application_id ?? '',
    product_id: key.product_id,
    plan_id: key.plan_id,
    gateway_api_id: key.gateway_api_id,
    operation: null,
    status_class: 0,
  };
  const id = createHash('sha256')
    .update(JSON.stringify(Object.values(series)))
    .digest('hex')
    .slice(0, 32);
  return { id, ...series };
}

/**
 * Usage by the hour, day and month: of operations and classes of status, of subscriptions, and of products. `usage_records`
 * and `usage_cursors` stay, are kept in line, and are what a release before this one knows. What was counted by then is
 * taken over without operations, as none are known of it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [name, define] of Object.entries(tables)) {
    if (!(await knex.schema.hasTable(name))) {
      await knex.schema.createTable(name, define);
    }
  }
  if ((await knex('usage_series').first('id')) === undefined) {
    await takeOver(knex);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of Object.keys(tables).reverse()) {
    await knex.schema.dropTableIfExists(name);
  }
};

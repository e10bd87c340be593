import { TestDatabases } from '@backstage/backend-test-utils';
import { eachMeter } from '@oaf/contract';
import type { Knex } from 'knex';
import { migrateDown, migrateUpTo } from '../__testUtils__/migrateUpTo';
import { seedSubscription } from '../__testUtils__/seedSubscription';
import { DatabaseRollupStore } from './rollup/DatabaseRollupStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const BEFORE = '20261123200000_compressed_definitions.js';
const NAME = '20261128110000_usage_by_source.js';
const HOUR = Date.UTC(2026, 10, 20, 9);

const price = { currency: 'EUR', components: [] };

async function countBefore(knex: Knex, subscriptionId: string) {
  await knex('usage_records').insert({
    subscription_id: subscriptionId,
    gateway_api_id: 'api-1',
    hour: HOUR,
    application_id: 'application-1',
    product_id: 'product-1',
    calls: 10,
    billable_calls: 6,
    client_errors: 3,
    server_errors: 1,
    throttled_calls: 2,
    response_bytes: 100,
    latency_sum: 50,
  });
}

describe.each(databases.eachSupportedId())('usage records on %s', engine => {
  it('keep what was counted, of the embedded gateway and under the subscription’s plan', async () => {
    const knex = await databases.init(engine);
    await migrateUpTo(knex, BEFORE);
    const { id, planId } = await seedSubscription(knex, { price, activeAt: 1 });
    await countBefore(knex, id);
    await countBefore(knex, 'forgotten');
    await knex('usage_cursors').insert({
      name: 'access-log',
      cursor: '7',
      logged_until: 8,
    });

    await migrateUpTo(knex, NAME);

    const [record, forgotten] = await knex('usage_records').orderByRaw(
      `case when subscription_id = 'forgotten' then 1 else 0 end`,
    );
    expect({ ...record, hour: Number(record.hour) }).toMatchObject({
      source: 'local',
      subscription_id: id,
      plan_id: planId,
      hour: HOUR,
    });
    expect([record.calls, record.client_errors].map(Number)).toEqual([10, 1]);
    expect(forgotten.plan_id).toBe('');
    await expect(knex('usage_cursors').first('source')).resolves.toEqual({
      source: 'local',
    });

    await migrateDown(knex);
    expect(await knex.schema.hasColumn('usage_records', 'plan_id')).toBe(false);
    await migrateUpTo(knex, NAME);
    expect(await knex('usage_records')).toHaveLength(2);
  });

  it('are not lost when the move was cut off before its last step', async () => {
    const knex = await databases.init(engine);
    await migrateUpTo(knex, NAME);
    await knex('usage_records').insert({
      source: 'local',
      subscription_id: 'subscription-1',
      gateway_api_id: 'api-1',
      plan_id: 'plan-1',
      hour: HOUR,
      application_id: 'application-1',
      product_id: 'product-1',
    });
    await knex.schema.renameTable('usage_records', 'usage_records_next');
    await knex('knex_migrations').where('name', 'like', `%${NAME}`).delete();
    await migrateUpTo(knex, NAME);
    expect(await knex('usage_records')).toHaveLength(1);
  });
});

const RECORD = {
  source: 'local',
  subscription_id: 'subscription-1',
  gateway_api_id: 'api-1',
  plan_id: 'plan-1',
  application_id: 'application-1',
  product_id: 'product-1',
};

describe.each(databases.eachSupportedId())('the rollup on %s', engine => {
  it('begins with what was counted before, and goes on from it', async () => {
    const knex = await databases.init(engine);
    await migrateUpTo(knex, '20261129120000_usage_routes.js');
    const otherDay = Date.UTC(2026, 11, 1, 0);
    await knex('usage_records').insert([
      { ...RECORD, hour: HOUR, calls: 3 },
      { ...RECORD, hour: HOUR + 3_600_000, calls: 4 },
      { ...RECORD, hour: otherDay, calls: 5 },
      { ...RECORD, subscription_id: 'subscription-2', hour: HOUR, calls: 6 },
    ]);
    await migrateUpTo(knex, '20261129120100_usage_rollup.js');
    const sums = async (table: string, column: string) =>
      (
        await knex(table)
          .join('usage_series', 'usage_series.id', `${table}.series_id`)
          .orderBy(['level', column, 'subscription_id'])
      ).map(row =>
        [row.level, row.subscription_id, Number(row[column]), row.calls].join(
          ' ',
        ),
      );
    const day = HOUR - (HOUR % 86_400_000);
    expect(await sums('usage_days', 'day')).toEqual([
      `operation subscription-1 ${day} 7`,
      `operation subscription-2 ${day} 6`,
      `operation subscription-1 ${otherDay} 5`,
      `product  ${day} 13`,
      `product  ${otherDay} 5`,
      `subscription subscription-1 ${day} 7`,
      `subscription subscription-2 ${day} 6`,
      `subscription subscription-1 ${otherDay} 5`,
    ]);
    expect(await sums('usage_months', 'month')).toEqual([
      `product  ${Date.UTC(2026, 10)} 13`,
      `product  ${Date.UTC(2026, 11)} 5`,
      `subscription subscription-1 ${Date.UTC(2026, 10)} 7`,
      `subscription subscription-2 ${Date.UTC(2026, 10)} 6`,
      `subscription subscription-1 ${Date.UTC(2026, 11)} 5`,
    ]);

    await migrateUpTo(knex);
    const store = new DatabaseRollupStore(knex);
    const usage = {
      source: 'local',
      subscriptionId: 'subscription-1',
      applicationId: 'application-1',
      productId: 'product-1',
      planId: 'plan-1',
      gatewayApiId: 'api-1',
      operation: null,
      statusClass: 0,
      hour: HOUR,
      meters: { ...eachMeter(() => 0), calls: 10 },
      latency: {},
    };
    await store.replaceHours(await store.read('local'), [HOUR], [usage], {
      graceMs: 0,
      now: 1,
      logged: [],
    });
    expect((await sums('usage_days', 'day')).slice(0, 2)).toEqual([
      `operation subscription-1 ${day} 14`,
      `operation subscription-1 ${otherDay} 5`,
    ]);
    while (await knex.schema.hasTable('usage_series')) {
      await migrateDown(knex);
    }
    expect(await knex('usage_records')).toHaveLength(3);
  });
});

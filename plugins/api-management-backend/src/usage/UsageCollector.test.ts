import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import type { UsageRecord } from '@oaf/backstage-plugin-api-management-node';
import { eachMeter, meterColumns, meterNames } from '@oaf/contract';
import type { Knex } from 'knex';
import { FakeGateway } from '../__testUtils__/FakeGateway';
import { migrated } from '../__testUtils__/migrated';
import { seedSubscription } from '../__testUtils__/seedSubscription';
import { GatewayDrivers } from '../accounts/GatewayDrivers';
import { createStores } from '../composition/createStores';
import { FrontDoors } from '../publications/FrontDoors';
import { ApiOperations } from './routes/ApiOperations';
import { UsageRoutes } from './routes/UsageRoutes';
import { UsageCollector } from './UsageCollector';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const HOUR = Date.UTC(2026, 10, 20, 9);
const price = { currency: 'EUR', components: [] };
const { signal } = new AbortController();

/** Both gateways give their accounts and APIs the same identifiers. */
async function linkAccount(knex: Knex, driver: string) {
  const now = { created_at: 1, updated_at: 1, version: 1 };
  await knex('account_links').insert({
    ...now,
    id: `link-${driver}`,
    driver,
    account_id: 'fake',
    partition: 'local',
    alias: driver,
    state: 'verified',
  });
  await knex('gateway_apis').insert({
    id: `api-${driver}`,
    account_link_id: `link-${driver}`,
    account_id: 'fake',
    region: 'here',
    api_id: 'accounts',
    stage: 'live',
    name: `accounts-${driver}`,
    title: 'Accounts',
    protocol: 'REST',
    invoke_url: 'https://gateway.example.com',
    tags: '{}',
    owner: 'group:default/team-a',
    fingerprint: '1',
    definition_format: 'openapi',
    imported_at: 1,
    changed_at: 1,
    change_number: 1,
  });
}

describe.each(databases.eachSupportedId())('UsageCollector on %s', engine => {
  async function create() {
    const knex = await migrated(databases, engine);
    const stores = createStores(knex);
    const logger = mockServices.logger.mock();
    const { id, planId } = await seedSubscription(knex, { price, activeAt: 1 });
    const operations = new ApiOperations({
      ...stores,
      definitionReader: { operations: async () => [] } as any,
      logger,
    });
    const frontDoors = new FrontDoors({
      ...stores,
      drivers: new GatewayDrivers(),
      logger,
    });
    const gatewayOf = async (source: string) => {
      await linkAccount(knex, source);
      const gateway = new FakeGateway();
      const collector = new UsageCollector({
        ...stores,
        source,
        engine: gateway,
        routes: new UsageRoutes({
          ...stores,
          operations,
          frontDoors,
          drivers: new GatewayDrivers(),
        }),
        config: { usage: { graceMs: 3_600_000 } },
        logger,
        onCounted: async () => {},
      });
      return {
        gateway,
        call: (calls: number, fields: Partial<UsageRecord> = {}) => {
          gateway.call(id, { calls, latencySum: 0.75 }, HOUR);
          Object.assign(gateway.counted.at(-1)!, fields);
        },
        refuse: (refused: string) => {
          const changedHours = gateway.changedHours.bind(gateway);
          gateway.changedHours = async (options?: { cursor?: string }) => {
            if (options?.cursor === refused) {
              throw new InputError(`Invalid cursor ${refused}`);
            }
            return changedHours();
          };
        },
        collect: () => collector.collect(signal),
      };
    };
    const counted = async () =>
      (await knex('usage_records').orderBy(['source', 'plan_id'])).map(row =>
        [row.source, row.gateway_api_id, row.plan_id, Number(row.calls)].join(
          ' ',
        ),
      );
    return { knex, stores, logger, planId, gatewayOf, counted };
  }

  it('keeps what two gateways counted apart, when one counts the hour again too', async () => {
    const { gatewayOf, counted, planId } = await create();
    const blue = await gatewayOf('blue');
    const green = await gatewayOf('green');
    blue.call(3);
    green.call(5);
    await blue.collect();
    await green.collect();
    blue.call(1);
    await blue.collect();
    await blue.collect();
    await expect(counted()).resolves.toEqual([
      `blue api-blue ${planId} 4`,
      `green api-green ${planId} 5`,
    ]);
  });

  it('goes on from the cursor of its own source', async () => {
    const { stores, gatewayOf } = await create();
    const blue = await gatewayOf('blue');
    await blue.collect();
    const read = (source: string) => stores.rollupStore.read(source);
    await expect(read('blue')).resolves.toMatchObject({ cursor: '1' });
    await expect(read('green')).resolves.toMatchObject({ cursor: undefined });
    const metered = (...sources: string[]) =>
      stores.usageStore.meteredUntil(sources);
    await expect(metered('blue')).resolves.toBeGreaterThan(HOUR);
    await expect(metered('blue', 'green')).resolves.toBeUndefined();
  });

  it('counts a call under the plan that judged it, or else under the subscription’s', async () => {
    const { gatewayOf, counted, planId } = await create();
    const blue = await gatewayOf('blue');
    blue.call(1);
    blue.call(2, { planId });
    blue.call(4, { planId: 'former' });
    await blue.collect();
    const rows = await counted();
    expect(rows.sort()).toEqual(
      [`blue api-blue ${planId} 3`, 'blue api-blue former 4'].sort(),
    );
  });

  it('stores fractions of a millisecond as whole ones', async () => {
    const { knex, gatewayOf } = await create();
    const blue = await gatewayOf('blue');
    blue.call(1);
    await blue.collect();
    const { latency_sum: sum } = await knex('usage_records').first();
    expect(Number(sum)).toBe(1);
  });

  it('warns of calls that belong to nothing known', async () => {
    const { gatewayOf, counted, logger } = await create();
    const blue = await gatewayOf('blue');
    blue.call(1, { subscriptionId: 'nobody' });
    await blue.collect();
    await expect(counted()).resolves.toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('subscription nobody'),
    );
  });

  it('counts more subscriptions at once than a statement takes values', async () => {
    const { gatewayOf, counted, planId, logger } = await create();
    const { gateway, call, collect } = await gatewayOf('blue');
    call(1);
    const [record] = gateway.counted;
    for (let nobody = 0; nobody < 70_000; nobody += 1) {
      gateway.counted.push({ ...record, subscriptionId: `nobody-${nobody}` });
    }
    await collect();
    await expect(counted()).resolves.toEqual([`blue api-blue ${planId} 1`]);
    expect(logger.warn).toHaveBeenCalledTimes(11);
    expect(logger.warn).toHaveBeenLastCalledWith(
      '69990 more are like this; none is counted',
    );
  });

  it('counts each call once, when several collect at once and some are cut off', async () => {
    const { gatewayOf, counted, planId, stores } = await create();
    const blue = await gatewayOf('blue');
    const { rollupStore } = stores;
    for (let round = 1; round <= 6; round += 1) {
      blue.call(1);
      const replace = rollupStore.replaceHours.bind(rollupStore);
      const cut = jest
        .spyOn(rollupStore, 'replaceHours')
        .mockImplementationOnce(async (...step) => {
          await (round % 2 === 0 ? replace(...step) : undefined);
          throw new Error('cut off');
        });
      await Promise.allSettled([1, 2, 3].map(() => blue.collect()));
      cut.mockRestore();
    }
    await blue.collect();
    await expect(counted()).resolves.toEqual([`blue api-blue ${planId} 6`]);
    await expect(rollupStore.pending('blue', 1)).resolves.toEqual([]);
  });

  it.each([
    ['few records', 1, [2, 24, 4]],
    ['many records', 3_000, [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1]],
    [
      'more records in an hour than in a step',
      20_000,
      [2, ...Array(28).fill(1)],
    ],
  ])(
    'counts hours with %s in steps that fit into memory',
    async (_, recordsPerHour, expected) => {
      const { gatewayOf, stores } = await create();
      const { gateway, collect } = await gatewayOf('blue');
      const hours = Array.from({ length: 30 }, (__, hour) => HOUR + hour * 1e6);
      const steps: number[][] = [];
      gateway.changedHours = async () => ({
        hours,
        cursor: '1',
        loggedUntil: HOUR,
      });
      gateway.aggregateHours = async step => {
        steps.push(step);
        return step.flatMap(hour =>
          Array(recordsPerHour).fill({
            subscriptionId: 'nobody',
            accountId: 'fake',
            region: 'here',
            apiId: 'unknown',
            stage: 'live',
            hour,
            meters: eachMeter(() => 1),
          }),
        );
      };
      await collect();
      expect(steps.map(step => step.length)).toEqual(expected);
      expect(steps.flat()).toEqual(hours);
      await expect(stores.rollupStore.pending('blue', 1)).resolves.toEqual([]);
    },
  );

  it('counts from the beginning when another engine’s cursor is none of its own', async () => {
    const { knex, gatewayOf, counted, planId, logger } = await create();
    const blue = await gatewayOf('blue');
    blue.call(2);
    await blue.collect();
    await knex('usage_rollups').update({ cursor: 'of another engine' });
    blue.refuse('of another engine');
    blue.call(1);
    await blue.collect();
    await expect(counted()).resolves.toEqual([`blue api-blue ${planId} 3`]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('counted from its beginning'),
    );
  });

  it('has a column for every meter', async () => {
    const { knex } = await create();
    const columns = Object.keys(await knex('usage_records').columnInfo());
    expect(columns).toEqual(
      expect.arrayContaining(meterNames.map(meter => meterColumns[meter])),
    );
  });
});

import type {
  GatewayDriver,
  UsageRecord,
} from '@oaf/backstage-plugin-api-management-node';
import { eachMeter, meterColumns, type Meters } from '@oaf/contract';
import type { Person } from '../__testUtils__/portal/people';
import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import { GatewayDrivers } from '../accounts/GatewayDrivers';
import { createStores } from '../composition/createStores';
import { createUsage } from './createUsage';

const everyMinute = { frequency: { minutes: 1 }, timeout: { minutes: 5 } };
const portal = usePortal('2026-03-10T12:30:00.000Z');
const HOUR = 3_600_000;
const ids: Record<string, string> = {};

const usage = (person: Person, query = '') =>
  portal.as(person).get(`/usage?${query}`);
const callsOf = async (person: Person, query = '') =>
  (await usage(person, query)).body.totals.calls;

/** Notes what the gateway logged in the hour that begins then. */
function log(
  name: string,
  hour: string,
  calls: number,
  meters: Partial<Meters> = {},
  more: Partial<UsageRecord> = {},
) {
  return portal.log(
    { id: ids[name] },
    { calls, ...meters },
    { at: `2026-03-${hour}:00:00.000Z`, apiId: name.split(':')[1], ...more },
  );
}

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', paymentsProduct);
  ids['product accounts'] = accounts.id;
  ids['product payments'] = payments.id;
  for (const [name, who, decides, product] of [
    ['bea:accounts', 'bea', 'max', accounts],
    ['carl:accounts', 'carl', 'max', accounts],
    ['carl:payments', 'carl', 'paul', payments],
    ['max:payments', 'max', 'paul', payments],
  ] as const) {
    const { id, application } = await portal.activate(who, decides, product);
    ids[name] = id;
    ids[`application ${name}`] = application.id;
  }
  ids['API Accounts'] = await portal.gatewayApiId('Accounts');
  ids['API Payments'] = await portal.gatewayApiId('Payments');
});

describe('who sees which calls', () => {
  beforeEach(async () => {
    log('bea:accounts', '10T11', 1);
    log('carl:accounts', '10T11', 10);
    log('carl:payments', '10T11', 100);
    log('max:payments', '10T11', 1000);
    await portal.meter();
  });

  it.each([
    // person, any side, provider, consumer
    ['ada', 1111, 1111, 0],
    ['max', 1011, 11, 1000],
    ['paul', 1100, 1100, 0],
    ['bea', 1, 0, 1],
    ['carl', 110, 0, 110],
    ['bert', 0, 0, 0],
  ] as const)(
    '%s: %s, as provider %s, as consumer %s',
    async (who, ...counts) => {
      const sides = ['', 'side=provider', 'side=consumer'];
      const seen = await Promise.all(sides.map(side => callsOf(who, side)));
      expect(seen).toEqual(counts);
      const grouped = await Promise.all(
        sides.map(async side => {
          const { body } = await usage(who, `${side}&groupBy=subscription`);
          return body.groups.reduce(
            (sum: number, { counts: { calls } }: any) => sum + calls,
            0,
          );
        }),
      );
      expect(grouped).toEqual(counts);
    },
  );

  it.each([
    ['subscriptionId={carl:accounts}', 10],
    ['productId={product payments}', 1100],
    ['applicationId={application carl:payments}', 100],
    ['gatewayApiId={API Payments}', 1100],
    ['productId={product accounts}&gatewayApiId={API Payments}', 0],
    ['subscriptionId=nope', 0],
  ])('narrowed by %s: %s', async (query, expected) => {
    const filled = query.replace(/\{(.+?)\}/g, (_, name) => ids[name]);
    expect(await callsOf('ada', filled)).toBe(expected);
    expect(await callsOf('bert', filled)).toBe(0);
    const grouped = await usage('ada', `${filled}&groupBy=product`);
    expect(grouped.body.totals.calls).toBe(expected);
  });

  it.each([
    [
      'subscription',
      ['App of max 1000', 'App of carl 100', 'App of carl 10', 'App of bea 1'],
    ],
    [
      'application',
      ['App of max 1000', 'App of carl 100', 'App of carl 10', 'App of bea 1'],
    ],
    ['product', ['Payments 1100', 'Accounts for partners 11']],
    ['gatewayApi', ['Payments 1100', 'Accounts 11']],
  ])('grouped by %s, most calls first', async (groupBy, expected) => {
    const { body } = await usage('ada', `groupBy=${groupBy}`);
    expect(
      body.groups.map(({ title, counts }: any) => `${title} ${counts.calls}`),
    ).toEqual(expected);
  });

  it.each([
    ['subscription', 'carl:payments'],
    ['application', 'application carl:payments'],
    ['product', 'product payments'],
    ['gatewayApi', 'API Payments'],
  ])('a group by %s has its id', async (groupBy, name) => {
    const query = `groupBy=${groupBy}&subscriptionId=${ids['carl:payments']}`;
    const { body } = await usage('ada', query);
    expect(body.groups.map(({ id }: any) => id)).toEqual([ids[name]]);
  });

  it('has no groups unless they are asked for', async () => {
    expect((await usage('ada')).body.groups).toEqual([]);
  });
});

describe('when', () => {
  beforeEach(async () => {
    log('bea:accounts', '09T11', 1);
    log('bea:accounts', '09T12', 10);
    log('bea:accounts', '10T11', 100);
    log('bea:accounts', '10T12', 1000);
    await portal.meter();
  });

  it.each([
    ['', 1110, '2026-03-09T12:00:00.000Z', '2026-03-10T12:30:00.000Z'],
    [
      'from=2026-03-10T11:59:59.999Z',
      1100,
      '2026-03-10T11:00:00.000Z',
      '2026-03-10T12:30:00.000Z',
    ],
    [
      'to=2026-03-10T12:00:00Z',
      110,
      '2026-03-09T12:00:00.000Z',
      '2026-03-10T12:00:00.000Z',
    ],
    [
      'from=2026-03-09T11:00:00Z&to=2026-03-09T12:00:00.001Z',
      11,
      '2026-03-09T11:00:00.000Z',
      '2026-03-09T12:00:00.001Z',
    ],
  ])('%j: %s calls', async (query, calls, from, to) => {
    const { body } = await usage('bea', query);
    expect(body).toMatchObject({ from, to, totals: { calls } });
    const { body: grouped } = await usage('bea', `${query}&groupBy=product`);
    expect(grouped.groups[0].counts.calls).toBe(calls);
  });

  it('by the hour, those without calls as well', async () => {
    const range = 'from=2026-03-10T10:20:00Z&to=2026-03-10T13:00:00Z';
    const { body } = await usage('bea', range);
    expect(body.interval).toBe('hour');
    expect(
      body.points.map(({ start, counts }: any) => [start, counts.calls]),
    ).toEqual([
      ['2026-03-10T10:00:00.000Z', 0],
      ['2026-03-10T11:00:00.000Z', 100],
      ['2026-03-10T12:00:00.000Z', 1000],
    ]);
  });

  it('by the day', async () => {
    const range = 'from=2026-03-08T23:00:00Z&to=2026-03-10T12:30:00Z';
    const { body } = await usage('bea', `${range}&interval=day`);
    expect(body.interval).toBe('day');
    expect(
      body.points.map(({ start, counts }: any) => [start, counts.calls]),
    ).toEqual([
      ['2026-03-08T00:00:00.000Z', 0],
      ['2026-03-09T00:00:00.000Z', 11],
      ['2026-03-10T00:00:00.000Z', 1100],
    ]);
  });

  it.each([
    [
      'from=2026-03-10T12:00:00Z&to=2026-03-10T12:00:00Z',
      'query/from must be before query/to',
    ],
    [
      'from=2026-03-10T12:00:01Z&to=2026-03-10T12:00:00Z',
      'query/from must be before query/to',
    ],
    [
      'from=2026-01-01T00:00:00Z&to=2026-02-11T16:00:00.001Z',
      'query/interval: the range has more than 1000 intervals; choose day or a shorter range',
    ],
  ])('%s is refused', async (query, message) => {
    const { status, body } = await usage('bea', query);
    expect(status).toBe(400);
    expect(body.error.message).toBe(message);
  });

  it.each([
    ['hour', 'from=2026-01-01T00:00:00Z&to=2026-02-11T16:00:00Z', 1000],
    ['day', 'from=2026-01-01T00:00:00Z&to=2026-02-11T16:00:00.001Z', 42],
    ['hour', 'from=2026-03-10T12:00:00Z&to=2026-03-10T12:00:00.001Z', 1],
  ])('by the %s, %s has %3$s points', async (interval, range, points) => {
    const { body } = await usage('bea', `${range}&interval=${interval}`);
    expect(body.points).toHaveLength(points);
  });
});

describe('what is counted', () => {
  const counted = {
    billableCalls: 7,
    clientErrors: 2,
    serverErrors: 3,
    throttledCalls: 1,
    responseBytes: 500,
    latencySum: 250,
  };

  it('adds up, and latency is per call', async () => {
    log('bea:accounts', '10T11', 10, counted);
    log('bea:accounts', '10T12', 10, { ...counted, latencySum: 50 });
    await portal.meter();
    const { body } = await usage('bea');
    expect(body.totals).toEqual({
      calls: 20,
      billableCalls: 14,
      clientErrors: 4,
      serverErrors: 6,
      throttledCalls: 2,
      responseBytes: 1000,
      averageLatency: 15,
    });
    expect(body.points.at(-1).counts.averageLatency).toBe(5);
    expect(body.points[0].counts.averageLatency).toBe(0);
  });

  it('is told up to when it was counted', async () => {
    expect((await usage('bea')).body.meteredUntil).toBeUndefined();
    portal.at('2026-03-10T12:40:00.000Z');
    await portal.meter();
    expect((await usage('bea')).body.meteredUntil).toBe(
      '2026-03-10T12:40:00.000Z',
    );
  });

  it('replaces what the hour had before', async () => {
    log('bea:accounts', '10T11', 5);
    log('carl:accounts', '10T11', 3);
    log('bea:accounts', '10T10', 1);
    await portal.meter();
    await portal.meter();
    expect(await callsOf('ada')).toBe(9);
    portal.gateway.counted.splice(0);
    log('bea:accounts', '10T11', 6);
    await portal.meter();
    expect(await callsOf('ada')).toBe(7);
  });

  it('adds calls whose plan the gateway did not note to those whose plan it did', async () => {
    const { plan } = (
      await portal.as('bea').get(`/subscriptions/${ids['bea:accounts']}`)
    ).body;
    log('bea:accounts', '10T11', 5, {}, { planId: plan.id });
    log('bea:accounts', '10T11', 3);
    log('bea:accounts', '10T11', 1, {}, { planId: 'former' });
    await portal.meter();
    const rows = await portal.knex('usage_records').orderBy('calls');
    expect(rows.map(row => [row.plan_id, row.calls])).toEqual([
      ['former', 1],
      [plan.id, 8],
    ]);
  });

  it('stays when the API is gone', async () => {
    log('bea:accounts', '10T11', 5);
    await portal.meter();
    await portal.knex('gateway_apis').delete();
    const { body } = await usage('bea', 'groupBy=product');
    expect(body.groups[0].counts.calls).toBe(5);
  });

  it('leaves alone what was counted of another source', async () => {
    log('bea:accounts', '10T11', 5);
    await portal.meter();
    const { rollupStore } = createStores(portal.knex);
    const [record] = await portal.knex('usage_records');
    await rollupStore.replaceHours(
      await rollupStore.read('other'),
      [Number(record.hour)],
      [
        {
          source: 'other',
          subscriptionId: record.subscription_id,
          applicationId: record.application_id,
          productId: record.product_id,
          planId: record.plan_id,
          gatewayApiId: record.gateway_api_id,
          operation: null,
          statusClass: 2,
          hour: Number(record.hour),
          meters: { ...eachMeter(() => 0), calls: 7 },
          latency: {},
        },
      ],
      { graceMs: HOUR, now: Date.now(), logged: [] },
    );
    expect(await callsOf('bea')).toBe(12);
    portal.gateway.counted.splice(0);
    log('bea:accounts', '10T11', 1);
    await portal.meter();
    expect(await callsOf('bea')).toBe(8);
  });

  it('tells two hours and two APIs of a subscription apart', async () => {
    log('bea:accounts', '10T11', 5);
    log('bea:accounts', '10T11', 7, {}, { apiId: 'payments' });
    log('bea:accounts', '10T12', 9);
    await portal.meter();
    const { body } = await usage('bea', 'groupBy=gatewayApi');
    expect(
      body.groups.map(({ title, counts }: any) => [title, counts.calls]),
    ).toEqual([
      ['Accounts', 14],
      ['Payments', 7],
    ]);
  });

  it.each([
    ['of an unknown subscription', { subscriptionId: 'nope' }],
    ['at an unknown API', { apiId: 'nope' }],
    ['at another stage', { stage: 'test' }],
    ['in another region', { region: 'there' }],
    ['in another account', { accountId: 'other' }],
  ])('leaves out calls %s, and says so', async (_title, more) => {
    const { subscriptionId, apiId } = log('bea:accounts', '10T11', 5, {}, more);
    log('bea:accounts', '10T12', 1);
    await portal.meter();
    expect(await callsOf('ada')).toBe(1);
    expect(portal.warnings).toEqual([
      `Usage of subscription ${subscriptionId} at API ${apiId} belongs to nothing known`,
    ]);
  });

  it('takes more hours than one statement holds', async () => {
    for (let hour = 0; hour < 120; hour += 1) {
      log('bea:accounts', '01T00', 1).hour += hour * HOUR;
    }
    await portal.meter();
    expect(await callsOf('bea', 'from=2026-03-01T00:00:00Z')).toBe(120);
  });
});

describe('what the gateway is asked', () => {
  const asked: unknown[] = [];

  beforeEach(() => {
    asked.length = 0;
    const { gateway } = portal;
    const { changedHours, aggregateHours } = gateway;
    jest.spyOn(gateway, 'changedHours').mockImplementation((...options) => {
      asked.push(...options);
      return changedHours.call(gateway);
    });
    jest.spyOn(gateway, 'aggregateHours').mockImplementation((...options) => {
      asked.push(...options);
      return aggregateHours.call(gateway, ...options);
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it('is to go on where its own source was left, and stops when told to', async () => {
    const { signal } = new AbortController();
    const collect = () => portal.run('collect-usage-fake', signal);
    await portal
      .knex('usage_cursors')
      .insert({ source: 'another', cursor: '7', logged_until: 1 });
    await collect();
    log('bea:accounts', '10T11', 5);
    await collect();
    expect(asked).toEqual([
      { cursor: undefined, signal },
      { cursor: '1', signal },
      [Date.parse('2026-03-10T11:00:00.000Z')],
      {
        routes: [
          expect.objectContaining({
            apiId: 'accounts',
            gatewayApiId: ids['API Accounts'],
            operations: [
              { method: 'GET', path: '/list' },
              { method: 'GET', path: '/{id}' },
            ],
          }),
          expect.objectContaining({ apiId: 'payments' }),
        ],
        signal,
      },
    ]);
  });
});

describe('accounts whose calls nobody counts', () => {
  const uncounted = async (person: Person, query?: string) =>
    (await usage(person, query)).body.uncounted;

  it('are none while their log is read', async () => {
    expect(await uncounted('ada')).toEqual([]);
  });

  it('are named to who sees a subscription that they serve', async () => {
    const [alias] = await portal.knex('account_links').pluck('alias');
    await portal.knex('account_links').update({ driver: 'mute' });
    const told = await Promise.all(
      (['ada', 'max', 'paul', 'bea', 'bert'] as const).map(who =>
        uncounted(who),
      ),
    );
    expect(told).toEqual([[alias], [alias], [alias], [alias], []]);
    const api = `gatewayApiId=${ids['API Payments']}`;
    for (const query of [
      'side=provider',
      `productId=${ids['product payments']}`,
      `subscriptionId=${ids['carl:accounts']}`,
      `applicationId=${ids['application carl:accounts']}`,
      api,
    ]) {
      expect(await uncounted('bea', query)).toEqual([]);
      expect(await uncounted('ada', query)).toEqual([alias]);
    }
    expect(await uncounted('carl', `side=consumer&${api}`)).toEqual([alias]);
  });
});

describe('up to when all is counted', () => {
  it.each<[string[], number | undefined]>([
    [['a'], 20],
    [['a', 'b'], 10],
    [['b', 'a'], 10],
    [['a', 'never'], undefined],
    [['never'], undefined],
    [[], undefined],
  ])('of %j: %s', async (sources, expected) => {
    await portal.knex('usage_cursors').insert([
      { source: 'a', cursor: '1', logged_until: 20 },
      { source: 'b', cursor: '1', logged_until: 10 },
    ]);
    const { usageStore } = createStores(portal.knex);
    expect(await usageStore.meteredUntil(sources)).toBe(expected);
  });
});

it('counts only what has a log, each by itself', () => {
  const drivers = new GatewayDrivers();
  for (const [type, engine] of [
    ['blue', portal.gateway.usage],
    ['mute', undefined],
    ['green', portal.gateway.usage],
  ] as const) {
    drivers.add({ type, title: type, usage: engine } as GatewayDriver);
  }
  const usageConfig = { graceMs: HOUR, retention: { hoursMs: 1, daysMs: 1 } };
  const config = { usageSchedule: everyMinute, usage: usageConfig };
  const options = { drivers, config };
  const { tasks } = createUsage(options as Parameters<typeof createUsage>[0]);
  expect(tasks.map(({ fn: _, ...task }) => task)).toEqual([
    { id: 'collect-usage-blue', ...everyMinute },
    { id: 'collect-usage-green', ...everyMinute },
    {
      id: 'purge-usage',
      frequency: { hours: 1 },
      timeout: { minutes: 30 },
    },
  ]);
});

it('has a column for each meter, as SQL names it', () => {
  expect(meterColumns).toMatchObject({
    calls: 'calls',
    billableCalls: 'billable_calls',
    latencySum: 'latency_sum',
  });
});

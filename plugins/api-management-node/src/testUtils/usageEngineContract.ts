import { addMeters, countCalls, type AccessLogRecord } from '@oaf/contract';
import type { UsageEngine, UsageRecord } from '../usage/UsageEngine';
import type { UsageRoute } from '../usage/UsageRoute';
import { everyIntegration } from './everyIntegration';
import { exampleCall } from './exampleCall';
import { expectedUsage } from './expectedUsage';

const HOUR_MS = 3_600_000;

/** A whole hour that is over. */
const HOUR = Math.floor(Date.now() / HOUR_MS - 2) * HOUR_MS;

/**
 * A {@link UsageEngine} under test, over an empty access log.
 *
 * @public
 */
export type UsageEngineFixture = {
  engine: UsageEngine;
  /** Delivers records as the gateway does; resolves when the engine can read them. */
  deliver(records: AccessLogRecord[]): Promise<void>;
  /**
   * Delivers records of which the last one is cut in the middle, as by a process that was killed; null when the log
   * takes a record whole or not at all.
   */
  deliverTorn: ((records: AccessLogRecord[]) => Promise<void>) | null;
};

type Create = () => Promise<UsageEngineFixture>;

const { signal } = new AbortController();

/** One class of calls each. */
const calls: Array<[string, Partial<AccessLogRecord>]> = [
  ['that was answered', {}],
  ['that was redirected', { status: 302, integrationStatus: 302 }],
  [
    'that the upstream refused',
    { status: 404, integrationStatus: 404, responseLength: 7 },
  ],
  [
    'that the upstream itself throttled',
    { status: 429, integrationStatus: 429 },
  ],
  ['that the upstream failed', { status: 500, integrationStatus: 500 }],
  [
    'for which the upstream had no time',
    { status: 503, integrationStatus: 503 },
  ],
  ['faster than the plan', refusal(429, 'throttled')],
  ['beyond the quota', refusal(429, 'quota_exceeded')],
  ['that the gateway refused', refusal(403, 'insufficient_scope')],
];

function refusal(status: number, error: string): Partial<AccessLogRecord> {
  return { status, error, integrationStatus: null, integrationLatency: null };
}

function call(fields: Partial<AccessLogRecord> = {}) {
  return exampleCall({ requestTime: HOUR, ...fields });
}

/** Nobody that the gateway knows. */
function stranger(fields: Partial<AccessLogRecord> = {}) {
  return call({
    ...refusal(401, 'invalid_token'),
    subscriptionId: null,
    planId: null,
    ...fields,
  });
}

async function countHour(engine: UsageEngine, hour = HOUR) {
  return engine.aggregateHours([hour], { routes: [], signal });
}

/** Calls by where they arrived, and how many hours after the first. */
function logged(usage: UsageRecord[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { accountId, region, apiId, stage, hour, meters } of usage) {
    const key = [accountId, region, apiId, stage, (hour - HOUR) / HOUR_MS];
    const text = key.join(' ');
    sums[text] = (sums[text] ?? 0) + meters.calls;
  }
  return sums;
}

async function sumHour(engine: UsageEngine, hour = HOUR) {
  const usage = await countHour(engine, hour);
  return addMeters(usage.map(({ meters }) => meters));
}

const keyOf = ({ meters, latency, ...key }: UsageRecord) =>
  JSON.stringify(Object.entries(key).sort());

/** Engines answer in no order. */
const sorted = (usage: UsageRecord[]) =>
  [...usage].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

function describeCounting(create: Create) {
  it.each(calls)('counts a call %s as the contract does', async (_, fields) => {
    const { engine, deliver } = await create();
    const record = call(fields);
    await deliver([record]);
    const [usage] = await countHour(engine);
    expect(usage.meters).toEqual(countCalls([record]));
  });

  it('counts as billable what the contract does, whatever became of the call at the upstream', async () => {
    const { engine, deliver } = await create();
    const records = everyIntegration().map((integration, index) =>
      call({ ...integration, subscriptionId: `subscription-${index}` }),
    );
    await deliver(records);
    const counted = new Map(
      (await countHour(engine)).map(({ subscriptionId, meters }) => [
        subscriptionId,
        meters.billableCalls,
      ]),
    );
    expect(
      records.map(({ subscriptionId }) => counted.get(subscriptionId!)),
    ).toEqual(records.map(record => countCalls([record]).billableCalls));
  });

  it('sums the calls of an hour', async () => {
    const { engine, deliver } = await create();
    const records = calls.map(([, fields]) => call(fields));
    await deliver(records);
    await expect(sumHour(engine)).resolves.toEqual(countCalls(records));
  });

  it('keeps subscriptions, plans and APIs apart, and strangers from all of them', async () => {
    const { engine, deliver } = await create();
    await deliver([
      call(),
      call({ subscriptionId: 'subscription-2' }),
      call({ planId: 'plan-2' }),
      call({ planId: null }),
      call({ apiId: 'claims' }),
      stranger(),
      stranger({ apiId: null, stage: null }),
    ]);
    const usage = await countHour(engine);
    expect(
      usage
        .map(each => [each.subscriptionId, each.planId, each.apiId].join(' '))
        .sort(),
    ).toEqual([
      '  accounts',
      'subscription-1  accounts',
      'subscription-1 plan-1 accounts',
      'subscription-1 plan-1 claims',
      'subscription-1 plan-2 accounts',
      'subscription-2 plan-1 accounts',
    ]);
    expect(usage.every(({ meters }) => meters.calls === 1)).toBe(true);
  });

  it('counts all that was logged of an API and hour, whoever called and however often it was delivered', async () => {
    const { engine, deliver } = await create();
    const records = [
      call(),
      stranger(),
      stranger({ status: 404 }),
      stranger({ requestTime: HOUR + HOUR_MS }),
      stranger({ apiId: 'claims' }),
      stranger({ stage: 'test' }),
      stranger({ accountId: 'another' }),
      stranger({ region: 'far' }),
    ];
    await deliver([...records, records[1]]);
    await deliver(records.slice(0, 2));
    const usage = await engine.aggregateHours([HOUR, HOUR + HOUR_MS], {
      routes: [],
      signal,
    });
    expect(logged(usage)).toEqual({
      'embedded local accounts live 0': 3,
      'embedded local accounts live 1': 1,
      'embedded local claims live 0': 1,
      'embedded local accounts test 0': 1,
      'another local accounts live 0': 1,
      'embedded far accounts live 0': 1,
    });
  });

  it('counts by the time at which a call arrived; an hour ends before its last instant', async () => {
    const { engine, deliver } = await create();
    await deliver(
      [HOUR - 1, HOUR, HOUR + HOUR_MS - 1, HOUR + HOUR_MS].map(requestTime =>
        call({ requestTime }),
      ),
    );
    const usage = await engine.aggregateHours(
      [HOUR - HOUR_MS, HOUR, HOUR + HOUR_MS],
      { routes: [], signal },
    );
    expect(
      new Map(usage.map(({ hour, meters }) => [hour, meters.calls])),
    ).toEqual(
      new Map([
        [HOUR - HOUR_MS, 1],
        [HOUR, 2],
        [HOUR + HOUR_MS, 1],
      ]),
    );
  });
}

const ROUTE: UsageRoute = {
  accountId: 'embedded',
  region: 'local',
  apiId: 'accounts',
  stage: 'live',
  basePath: '/accounts',
  gatewayApiId: 'api-1',
  operations: [
    { method: 'GET', path: '/' },
    { method: 'GET', path: '/claims/open' },
    { method: 'GET', path: '/claims/{id}' },
    { method: 'POST', path: '/claims/{id}/notes/{note}' },
    { method: 'GET', path: '/reports/{year}-{month}.pdf' },
    { method: '*', path: "/100%_sure!/{it's?}" },
    { method: 'GET', path: "/it's?/{id}" },
    { method: 'GET', path: '/[a-z]*\\/:name/"{id}"' },
    { method: '*', path: '/files/{path+}' },
    { method: 'PUT', path: '/shelves/{shelf}/{rest+}' },
  ],
};

const routes: UsageRoute[] = [
  { ...ROUTE, basePath: '', gatewayApiId: 'api-0', operations: [] },
  ROUTE,
  {
    ...ROUTE,
    basePath: '/accounts/inner',
    gatewayApiId: 'api-2',
    operations: [{ method: 'GET', path: '/claims/{id}' }],
  },
  { ...ROUTE, stage: 'Live', gatewayApiId: 'api-3' },
  { ...ROUTE, apiId: 'claims', basePath: '', gatewayApiId: 'api-4' },
];

/** Calls, and the operation of which API each is. */
const operations: Array<[Partial<AccessLogRecord>, string | null, string]> = [
  [{ path: '/accounts' }, 'GET /', 'api-1'],
  [{ path: '/accounts/' }, 'GET /', 'api-1'],
  [{ path: '/accounts', httpMethod: 'HEAD' }, null, 'api-1'],
  [{ path: '/accountsmore' }, null, 'api-0'],
  [{ path: '/Accounts/claims/open' }, null, 'api-0'],
  [{ path: '/accounts/claims/open' }, 'GET /claims/open', 'api-1'],
  [{ path: '/accounts/claims/Open' }, 'GET /claims/{id}', 'api-1'],
  [{ path: '/accounts/CLAIMS/1' }, null, 'api-1'],
  [{ path: '/accounts/claims/1', httpMethod: 'get' }, null, 'api-1'],
  [{ path: '/accounts/claims/' }, null, 'api-1'],
  [{ path: '/accounts/claims/1/' }, null, 'api-1'],
  [{ path: '/accounts/claims/%C3%A4' }, 'GET /claims/{id}', 'api-1'],
  [{ path: '/accounts/claims/ä?' }, 'GET /claims/{id}', 'api-1'],
  [
    { path: '/accounts/claims/1/notes/2', httpMethod: 'POST' },
    'POST /claims/{id}/notes/{note}',
    'api-1',
  ],
  [{ path: '/accounts/claims//notes/2', httpMethod: 'POST' }, null, 'api-1'],
  [
    { path: '/accounts/reports/2026-11.pdf' },
    'GET /reports/{year}-{month}.pdf',
    'api-1',
  ],
  [{ path: '/accounts/reports/2026-11xpdf' }, null, 'api-1'],
  [
    { path: '/accounts/100%_sure!/x', httpMethod: 'PATCH' },
    "* /100%_sure!/{it's?}",
    'api-1',
  ],
  [{ path: '/accounts/100xysure!/x' }, null, 'api-1'],
  [{ path: "/accounts/it's?/1" }, "GET /it's?/{id}", 'api-1'],
  [{ path: "/accounts/it's!/1" }, null, 'api-1'],
  [
    { path: '/accounts/[a-z]*\\/:name/"1"' },
    'GET /[a-z]*\\/:name/"{id}"',
    'api-1',
  ],
  [{ path: '/accounts/b*/:name/"1"' }, null, 'api-1'],
  [{ path: '/accounts/files/a/b//c' }, '* /files/{path+}', 'api-1'],
  [{ path: '/accounts/files/' }, null, 'api-1'],
  [
    { path: '/accounts/shelves/a/b/c', httpMethod: 'PUT' },
    'PUT /shelves/{shelf}/{rest+}',
    'api-1',
  ],
  [{ path: '/accounts/shelves//b/c', httpMethod: 'PUT' }, null, 'api-1'],
  [{ path: '/accounts/inner/claims/1' }, 'GET /claims/{id}', 'api-2'],
  [{ path: '/accounts/inner/claims/open' }, 'GET /claims/{id}', 'api-2'],
  [{ path: '/accounts/claims/1', stage: 'Live' }, 'GET /claims/{id}', 'api-3'],
  [{ path: '/claims/1', apiId: 'claims' }, 'GET /claims/{id}', 'api-4'],
  [{ path: '/', apiId: 'claims' }, 'GET /', 'api-4'],
];

function describeOperations(create: Create) {
  it('tells by the routes which operation of which API was called', async () => {
    const { engine, deliver } = await create();
    const records = operations.map(([fields], index) =>
      call({ ...fields, subscriptionId: `subscription-${index}` }),
    );
    await deliver(records);
    const usage = await engine.aggregateHours([HOUR], { routes, signal });
    const found = new Map(usage.map(each => [each.subscriptionId, each]));
    const told = operations.map(([{ path }], index) => {
      const each = found.get(`subscription-${index}`);
      return [path, each?.operation, each?.gatewayApiId];
    });
    expect(told).toEqual(
      operations.map(([{ path }, operation, api]) => [path, operation, api]),
    );
    expect(sorted(usage)).toEqual(sorted(expectedUsage(records, routes)));
  });

  it('knows nothing of an API without routes', async () => {
    const { engine, deliver } = await create();
    await deliver([call({ accountId: 'another' }), call({ region: 'far' })]);
    const usage = await engine.aggregateHours([HOUR], { routes, signal });
    expect(usage).toHaveLength(2);
    for (const { gatewayApiId, operation } of usage) {
      expect([gatewayApiId, operation]).toEqual([null, null]);
    }
  });

  it('keeps operations and classes of status apart, and sketches the latencies of each', async () => {
    const { engine, deliver } = await create();
    // Sums of these are exact in whatever order they are added.
    const records = [0, 0.25, 1, 3.5, 12.5, 12.625, 250, 29_000].flatMap(
      responseLatency =>
        [100, 204, 302, 404, 499, 503, 599].flatMap(status =>
          ['/accounts/claims/1', '/accounts/files/a'].map(path =>
            call({ responseLatency, status, path }),
          ),
        ),
    );
    await deliver(records);
    const usage = await engine.aggregateHours([HOUR], { routes, signal });
    expect(usage).toHaveLength(10);
    expect(sorted(usage)).toEqual(sorted(expectedUsage(records, routes)));
  });
}

function describeDelivery(create: Create) {
  it('counts a record that was delivered twice once', async () => {
    const { engine, deliver } = await create();
    const twice = call();
    await deliver([twice, twice]);
    await deliver([twice]);
    const meters = await sumHour(engine);
    expect(meters).toEqual(countCalls([twice]));
  });

  it('names every hour in which records arrived, and the time until which it has all', async () => {
    const { engine, deliver } = await create();
    const before = await engine.changedHours({ signal });
    expect(before.hours).toEqual([]);
    await deliver([call(), call({ requestTime: HOUR + HOUR_MS })]);
    const after = await engine.changedHours({ signal });
    expect([...after.hours].sort()).toEqual([HOUR, HOUR + HOUR_MS]);
    expect(after.loggedUntil).toBeGreaterThan(HOUR + HOUR_MS);
    expect(after.loggedUntil).toBeLessThanOrEqual(Date.now());
    expect(after.cursor.length).toBeLessThanOrEqual(255);
  });

  it('names an hour again in which a record arrived late', async () => {
    const { engine, deliver } = await create();
    await deliver([call()]);
    const { cursor } = await engine.changedHours({ signal });
    const late = call({ requestTime: HOUR - 24 * HOUR_MS });
    await deliver([late]);
    const { hours } = await engine.changedHours({ cursor, signal });
    expect(hours).toContain(HOUR - 24 * HOUR_MS);
    const meters = await sumHour(engine, HOUR - 24 * HOUR_MS);
    expect(meters).toEqual(countCalls([late]));
  });

  it('reads over the last record of a delivery that was cut', async () => {
    const { engine, deliverTorn } = await create();
    if (deliverTorn === null) {
      return;
    }
    const [whole, torn] = [call(), call()];
    await deliverTorn([whole, torn]);
    const meters = await sumHour(engine);
    expect(meters).toEqual(countCalls([whole]));
  });

  it('stops when it is told to', async () => {
    const { engine } = await create();
    const aborted = AbortSignal.abort(new Error('Stop'));
    await expect(engine.changedHours({ signal: aborted })).rejects.toThrow(
      'Stop',
    );
    await expect(
      engine.aggregateHours([HOUR], { routes: [], signal: aborted }),
    ).rejects.toThrow('Stop');
  });
}

/**
 * Every implementation of {@link UsageEngine} passes these tests. Call it at the top level of a test file; `create` is
 * called for each test and gives an engine over an empty log.
 *
 * @public
 */
export function usageEngineContract(name: string, create: Create): void {
  describe(`UsageEngine contract: ${name}`, () => {
    describeCounting(create);
    describeOperations(create);
    describeDelivery(create);
  });
}

import { countCalls, type AccessLogRecord } from '@oaf/contract';
import type { UsageEngine } from '../usage/UsageEngine';
import { everyIntegration } from './everyIntegration';
import { exampleCall } from './exampleCall';

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

async function countHour(engine: UsageEngine, hour = HOUR) {
  return engine.aggregateHour(hour, { signal });
}

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
    await expect(countHour(engine)).resolves.toEqual([
      {
        subscriptionId: 'subscription-1',
        planId: 'plan-1',
        accountId: 'embedded',
        region: 'local',
        apiId: 'accounts',
        stage: 'live',
        hour: HOUR,
        meters: countCalls(records),
      },
    ]);
  });

  it('keeps subscriptions, plans and APIs apart, and leaves out strangers', async () => {
    const { engine, deliver } = await create();
    await deliver([
      call(),
      call({ subscriptionId: 'subscription-2' }),
      call({ planId: 'plan-2' }),
      call({ planId: null }),
      call({ apiId: 'claims' }),
      call({ subscriptionId: null }),
    ]);
    const usage = await countHour(engine);
    expect(
      usage
        .map(each => [each.subscriptionId, each.planId, each.apiId].join(' '))
        .sort(),
    ).toEqual([
      'subscription-1  accounts',
      'subscription-1 plan-1 accounts',
      'subscription-1 plan-1 claims',
      'subscription-1 plan-2 accounts',
      'subscription-2 plan-1 accounts',
    ]);
    expect(usage.every(({ meters }) => meters.calls === 1)).toBe(true);
  });

  it('counts by the time at which a call arrived; an hour ends before its last instant', async () => {
    const { engine, deliver } = await create();
    await deliver(
      [HOUR - 1, HOUR, HOUR + HOUR_MS - 1, HOUR + HOUR_MS].map(requestTime =>
        call({ requestTime }),
      ),
    );
    const callsIn = async (hour: number) =>
      (await countHour(engine, hour)).map(({ meters }) => meters.calls);
    await expect(callsIn(HOUR - HOUR_MS)).resolves.toEqual([1]);
    await expect(callsIn(HOUR)).resolves.toEqual([2]);
    await expect(callsIn(HOUR + HOUR_MS)).resolves.toEqual([1]);
  });
}

function describeDelivery(create: Create) {
  it('counts a record that was delivered twice once', async () => {
    const { engine, deliver } = await create();
    const twice = call();
    await deliver([twice, twice]);
    await deliver([twice]);
    const [{ meters }] = await countHour(engine);
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
    const [{ meters }] = await countHour(engine, HOUR - 24 * HOUR_MS);
    expect(meters).toEqual(countCalls([late]));
  });

  it('reads over the last record of a delivery that was cut', async () => {
    const { engine, deliverTorn } = await create();
    if (deliverTorn === null) {
      return;
    }
    const [whole, torn] = [call(), call()];
    await deliverTorn([whole, torn]);
    const [{ meters }] = await countHour(engine);
    expect(meters).toEqual(countCalls([whole]));
  });

  it('stops when it is told to', async () => {
    const { engine } = await create();
    const aborted = AbortSignal.abort(new Error('Stop'));
    await expect(engine.changedHours({ signal: aborted })).rejects.toThrow(
      'Stop',
    );
    await expect(
      engine.aggregateHour(HOUR, { signal: aborted }),
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
    describeDelivery(create);
  });
}

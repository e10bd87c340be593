import { mockServices } from '@backstage/backend-test-utils';
import type { AccessLogRecord } from '@oaf/contract';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { ACCESS_LOG, HOUR_MS } from './accessLogRows';
import { DatabaseAccessLog, INGESTION_OVERLAP_MS } from './DatabaseAccessLog';
import { LocalUsageEngine } from './LocalUsageEngine';

jest.setTimeout(30_000);

const HOUR = Date.UTC(2026, 10, 20, 9);
const databases = createTestDatabases();
const { signal } = new AbortController();

let counter = 0;
function record(overrides: Partial<AccessLogRecord> = {}): AccessLogRecord {
  counter += 1;
  return {
    requestId: `request-${counter}`,
    requestTime: HOUR + counter,
    accountId: 'embedded',
    region: 'local',
    apiId: 'accounts',
    stage: 'live',
    subscriptionId: 'subscription-1',
    clientId: 'sub_1',
    productId: 'product-1',
    planId: 'plan-1',
    apiKeyCredentialId: 'key-1',
    tokenId: 'token-1',
    httpMethod: 'GET',
    path: '/accounts',
    status: 200,
    integrationStatus: 200,
    responseLatency: 12.5,
    integrationLatency: 10.25,
    requestLength: 0,
    responseLength: 100,
    sourceIp: '127.0.0.1',
    userAgent: null,
    error: null,
    ...overrides,
  };
}

const refused = { integrationStatus: null, integrationLatency: null };

describe.each(databases.eachSupportedId())('LocalUsageEngine on %s', engine => {
  async function create() {
    const knex = await migratedDatabase(databases, engine);
    const logger = mockServices.logger.mock();
    const accessLog = new DatabaseAccessLog(knex, logger);
    const usage = new LocalUsageEngine(knex, accessLog);
    const write = async (...records: AccessLogRecord[]) => {
      records.forEach(each => accessLog.open(each.requestTime).write(each));
      await accessLog.flush();
    };
    return { knex, logger, accessLog, usage, write };
  }

  it('counts calls by what became of them', async () => {
    const { usage, write } = await create();
    await write(
      record(),
      record({ status: 404, integrationStatus: 404 }),
      record({ status: 503, integrationStatus: 503 }),
      record({ status: 504, ...refused, error: 'upstream_timeout' }),
      record({ status: 429, ...refused, error: 'throttled' }),
      record({ status: 429, ...refused, error: 'quota_exceeded' }),
      record({ status: 429, integrationStatus: 429 }),
    );
    await expect(usage.aggregateHour(HOUR, { signal })).resolves.toEqual([
      {
        subscriptionId: 'subscription-1',
        accountId: 'embedded',
        region: 'local',
        apiId: 'accounts',
        stage: 'live',
        hour: HOUR,
        calls: 7,
        billableCalls: 3,
        clientErrors: 2,
        serverErrors: 2,
        throttledCalls: 2,
        responseBytes: 700,
        latencySum: 87.5,
      },
    ]);
  });

  it('keeps subscriptions, APIs and hours apart and leaves out strangers', async () => {
    const { usage, write } = await create();
    await write(
      record(),
      record({ subscriptionId: 'subscription-2' }),
      record({ apiId: 'claims' }),
      record({ subscriptionId: null }),
      record({ apiId: null }),
      record({ requestTime: HOUR + HOUR_MS }),
      record({ requestTime: HOUR + HOUR_MS - 1 }),
    );
    const usages = await usage.aggregateHour(HOUR, { signal });
    expect(
      usages.map(each => [each.subscriptionId, each.apiId, each.calls]),
    ).toEqual([
      ['subscription-1', 'accounts', 2],
      ['subscription-1', 'claims', 1],
      ['subscription-2', 'accounts', 1],
    ]);
  });

  it('counts a record that was delivered twice once', async () => {
    const { usage, write } = await create();
    const twice = record();
    await write(twice, twice);
    await write(twice);
    const [{ calls }] = await usage.aggregateHour(HOUR, { signal });
    expect(calls).toBe(1);
  });

  it('stores more records than one insert takes', async () => {
    const { usage, write } = await create();
    await write(...Array.from({ length: 1234 }, () => record()));
    const [{ calls }] = await usage.aggregateHour(HOUR, { signal });
    expect(calls).toBe(1234);
  });

  it('names the hours in which records arrived after the cursor', async () => {
    const { knex, usage, write } = await create();
    await write(record(), record({ requestTime: HOUR + HOUR_MS }));
    const first = await usage.changedHours({ signal });
    expect(first.hours).toEqual([HOUR, HOUR + HOUR_MS]);

    const arrived = { ingested_at: Date.now() - 2 * INGESTION_OVERLAP_MS };
    await knex(ACCESS_LOG).update(arrived);
    const second = await usage.changedHours({ ...first, signal });
    expect(second.hours).toEqual([]);

    await write(record({ requestTime: HOUR + 2 }));
    const third = await usage.changedHours({ ...second, signal });
    expect(third.hours).toEqual([HOUR]);
  });

  it('sees a record that becomes visible after a cursor that is newer', async () => {
    const { knex, usage, write } = await create();
    const { cursor } = await usage.changedHours({ signal });
    await write(record());
    const stamped = { ingested_at: Date.now() - INGESTION_OVERLAP_MS / 2 };
    await knex(ACCESS_LOG).update(stamped);
    await expect(usage.changedHours({ cursor, signal })).resolves.toMatchObject(
      { hours: [HOUR] },
    );
  });

  it('does not claim to know calls that still run or wait to be stored', async () => {
    const { accessLog, usage } = await create();
    const call = accessLog.open(HOUR);
    const running = await usage.changedHours({ signal });
    expect(running.loggedUntil).toBe(HOUR);
    call.write(record({ requestTime: HOUR }));
    const waiting = await usage.changedHours({ signal });
    expect(waiting.loggedUntil).toBe(HOUR);
    await accessLog.flush();
    const stored = await usage.changedHours({ signal });
    expect(stored.loggedUntil).toBeGreaterThan(Date.now() - 60_000);
  });

  it('refuses a cursor that it did not make', async () => {
    const { usage } = await create();
    await expect(
      usage.changedHours({ cursor: 'yesterday', signal }),
    ).rejects.toThrow('Invalid usage cursor "yesterday"');
  });

  it('keeps records while the database fails and stores them later', async () => {
    const { knex, accessLog, usage, write, logger } = await create();
    await knex.schema.renameTable(ACCESS_LOG, 'away');
    accessLog.open(HOUR).write(record());
    await expect(accessLog.flush()).rejects.toThrow();
    accessLog.open(HOUR).write(record());
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('tried again (2 wait, 0 were lost)'),
    );
    await knex.schema.renameTable('away', ACCESS_LOG);
    await write();
    const [{ calls }] = await usage.aggregateHour(HOUR, { signal });
    expect(calls).toBe(2);
  });

  it('takes long paths and user agents', async () => {
    const { knex, write } = await create();
    const long = '/ä'.repeat(5000);
    await write(record({ path: long, userAgent: long }));
    const row = await knex(ACCESS_LOG).first();
    expect(row.path).toHaveLength(2048);
    expect(row.user_agent).toHaveLength(512);
  });

  it('purges whole hours', async () => {
    const { accessLog, usage, write } = await create();
    await write(record(), record({ requestTime: HOUR - 1 }));
    await accessLog.purge(HOUR + HOUR_MS / 2);
    await expect(usage.changedHours({ signal })).resolves.toMatchObject({
      hours: [HOUR],
    });
  });

  it('counts the calls of a subscription that an upstream answered', async () => {
    const { accessLog, write } = await create();
    await write(
      record({ requestTime: HOUR }),
      record({ requestTime: HOUR - 1 }),
      record({ subscriptionId: 'subscription-2' }),
      record({ status: 429, ...refused, error: 'throttled' }),
      record({ status: 500, integrationStatus: 500 }),
    );
    await expect(
      accessLog.countAnsweredCalls('subscription-1', HOUR),
    ).resolves.toBe(2);
  });
});

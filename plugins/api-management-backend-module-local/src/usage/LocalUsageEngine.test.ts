import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  callSearchContract,
  everyIntegration,
  exampleCall,
  usageEngineContract,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import { addMeters, type AccessLogRecord } from '@oaf/contract';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { AccessLogJournal } from './AccessLogJournal';
import { ACCESS_LOG, HOUR_MS } from './accessLogRows';
import { DatabaseAccessLog, INGESTION_OVERLAP_MS } from './DatabaseAccessLog';
import { LocalUsageEngine } from './LocalUsageEngine';

jest.setTimeout(30_000);

const HOUR = Date.UTC(2026, 10, 20, 9);
const databases = createTestDatabases();
const { signal } = new AbortController();

const quota = {
  applicationId: 'application-1',
  productId: 'product-1',
  subscriptionId: 'subscription-1',
  planId: 'plan-1',
  start: HOUR,
  end: HOUR + HOUR_MS,
  exceptRequestIds: [],
};

const record = (fields: Partial<AccessLogRecord> = {}) =>
  exampleCall({ requestTime: HOUR, ...fields });

async function countHour(usage: LocalUsageEngine) {
  const counted = await usage.aggregateHours([HOUR], { routes: [], signal });
  return addMeters(counted.map(({ meters }) => meters));
}

/** What a killed process left in its journal: the last line has no end. */
function writeTornJournal(directory: string, records: AccessLogRecord[]) {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const lines = records.map(each => `${JSON.stringify(each)}\n`).join('');
  writeFileSync(
    join(directory, `access-log-${pid}-1.jsonl`),
    lines.slice(0, -9),
  );
}

const directory = createMockDirectory();

for (const [engine] of databases.eachSupportedId()) {
  const create = async () => {
    directory.clear();
    const knex = await migratedDatabase(databases, engine);
    const open = () =>
      new DatabaseAccessLog(
        knex,
        mockServices.logger.mock(),
        new AccessLogJournal(directory.path),
      );
    const log = open();
    return {
      engine: new LocalUsageEngine(knex, log),
      deliver: async (records: AccessLogRecord[]) => {
        records.forEach(each => log.open(each.requestTime).write(each));
        await log.flush();
      },
      deliverTorn: async (records: AccessLogRecord[]) => {
        writeTornJournal(directory.path, records);
        const next = open();
        next.recover();
        await next.flush();
      },
    };
  };
  usageEngineContract(`LocalUsageEngine on ${engine}`, create);
  callSearchContract(`LocalUsageEngine on ${engine}`, create);
}

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

  it('stores more records than one insert takes', async () => {
    const { usage, write } = await create();
    await write(...Array.from({ length: 1234 }, () => record()));
    const meters = await countHour(usage);
    expect(meters.calls).toBe(1234);
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
    const meters = await countHour(usage);
    expect(meters.calls).toBe(2);
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

  it('counts the calls that use up a quota as it counts those of a bill', async () => {
    const { accessLog, usage, write } = await create();
    await write(...everyIntegration().map(record));
    const meters = await countHour(usage);
    expect(meters.billableCalls).toBeGreaterThan(0);
    await expect(accessLog.countBillableCalls(quota)).resolves.toBe(
      meters.billableCalls,
    );
  });

  it('counts for a quota the calls under the plan, and all of former subscriptions, in the period but those named', async () => {
    const { accessLog, write } = await create();
    await write(
      record(),
      record({ planId: 'plan-2' }),
      record({ subscriptionId: 'subscription-2', planId: 'plan-2' }),
      record({ requestTime: quota.end - 1 }),
      record({ requestTime: quota.end }),
      record({ requestTime: quota.start - 1 }),
      record({ applicationId: 'application-2' }),
      record({ productId: 'product-2' }),
      record({ requestId: 'running' }),
    );
    await expect(
      accessLog.countBillableCalls({ ...quota, exceptRequestIds: ['running'] }),
    ).resolves.toBe(3);
  });
});

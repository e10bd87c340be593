import { AthenaClient } from '@aws-sdk/client-athena';
import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockServices } from '@backstage/backend-test-utils';
import {
  deployStack,
  stackForMiniStack,
  startEmulator,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import {
  exampleCall,
  usageEngineContract,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import type { AccessLogRecord } from '@oaf/contract';
import { readStackTemplate } from '@oaf/infrastructure';
import { toTexts, writeParquet } from '../__testUtils__/writeParquet';
import { AthenaQueries } from './AthenaQueries';
import { AthenaUsageEngine } from './AthenaUsageEngine';
import { ScanBudget } from './ScanBudget';

jest.setTimeout(120_000);

const { leftOut } = whichEmulators();
const { signal } = new AbortController();
const [TODAY] = new Date().toISOString().split('T');

let emulator: Emulator;
let s3: S3Client;
let athena: AthenaClient;
let store: Record<string, string>;
let delivered = 0;

beforeAll(async () => {
  if (leftOut) {
    return;
  }
  emulator = await startEmulator('ministack');
  s3 = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
  athena = new AthenaClient(emulator.clientConfig);
  const { body } = await readStackTemplate('logs');
  store = await deployStack(emulator, {
    name: 'logs',
    body: stackForMiniStack(body),
    parameters: {
      Installation: 'test',
      LinkedAccounts: '111122223333',
      LinkedRegions: 'eu-central-1',
    },
  });
});

afterAll(async () => {
  s3?.destroy();
  athena?.destroy();
  await emulator?.stop();
});

const folderOf = (day: string) =>
  `access-log/source_account=111122223333/source_region=eu-central-1/day=${day}`;

async function put(lines: Array<Record<string, string>>, day = TODAY) {
  delivered += 1;
  await s3.send(
    new PutObjectCommand({
      Bucket: store.LogBucket,
      Key: `${folderOf(day)}/${delivered}.parquet`,
      Body: await writeParquet(lines),
    }),
  );
}

/** MiniStack knows a table's partitions only from a file in one. */
async function clear() {
  const { LogBucket: Bucket } = store;
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: 'access-log/' }),
  );
  for (const { Key } of Contents) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }
  await put([]);
}

async function setUp(limit = Number.MAX_SAFE_INTEGER, interval = 0) {
  await clear();
  const { Database: database, Table: table, Workgroup: workgroup } = store;
  const place = { database, workgroup };
  const logger = mockServices.logger.mock();
  const engine = new AthenaUsageEngine({
    queries: new AthenaQueries(athena, place, new ScanBudget(limit)),
    table: { database, table },
    logger,
    interval,
    settles: 60_000,
  });
  return { engine, logger };
}

const deliver = (records: AccessLogRecord[]) => put(records.map(toTexts));

const suite = leftOut ? describe.skip : describe;

suite(`Athena of MiniStack ${leftOut ?? ''}`, () => {
  usageEngineContract('AthenaUsageEngine', async () => {
    const { engine } = await setUp();
    return { engine, deliver, deliverTorn: null };
  });

  it('names hours again only when their lines became more', async () => {
    const { engine } = await setUp();
    const requestTime = Date.now() - 3_600_000;
    await deliver([exampleCall({ requestTime })]);
    const first = await engine.changedHours({ signal });
    expect(first.hours).toHaveLength(1);
    const second = await engine.changedHours({ ...first, signal });
    expect(second.hours).toEqual([]);
    await deliver([exampleCall({ requestTime })]);
    const third = await engine.changedHours({ ...second, signal });
    expect(third.hours).toEqual(first.hours);
    const again = await engine.changedHours({ ...second, signal });
    expect(again.hours).toEqual(first.hours);
  });

  it('names an hour again of which fewer lines come on a later day', async () => {
    const { engine } = await setUp();
    const yesterday = Date.now() - 24 * 3_600_000;
    const [day] = new Date(yesterday).toISOString().split('T');
    const early = () => toTexts(exampleCall({ requestTime: yesterday }));
    await put([early(), early()], day);
    const first = await engine.changedHours({ signal });
    await put([early()]);
    const second = await engine.changedHours({ ...first, signal });
    expect(second.hours).toEqual(first.hours);
  });

  it('looks no more often than it is told to', async () => {
    const { engine } = await setUp(undefined, 60_000);
    const requestTime = Date.now() - 3_600_000;
    const first = await engine.changedHours({ signal });
    await deliver([exampleCall({ requestTime })]);
    await expect(engine.changedHours({ ...first, signal })).resolves.toEqual({
      ...first,
      hours: [],
      quarantined: 0,
    });
  });

  it('sets aside what is no record, and tells how many once', async () => {
    const { engine, logger } = await setUp();
    const line = toTexts(exampleCall({ requestTime: Date.now() }));
    await put([
      line,
      { ...line, request_id: '-' },
      { ...line, request_id: 'a', status: 'ok' },
      { ...line, request_id: 'b', response_latency: 'NaN' },
    ]);
    const first = await engine.changedHours({ signal });
    expect(first.quarantined).toBe(3);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('that are no records: 3'),
    );
    const second = await engine.changedHours({ ...first, signal });
    expect(second.quarantined).toBe(0);
    const [usage] = await engine.aggregateHours(first.hours, {
      routes: [],
      signal,
    });
    expect(usage.meters.calls).toBe(1);
  });

  it('takes from the partition what lines of HTTP APIs leave out', async () => {
    const { engine } = await setUp();
    const line = toTexts(exampleCall({ requestTime: Date.now() }));
    const { account_id, region, request_length, ...short } = line;
    await put([short]);
    const { hours } = await engine.changedHours({ signal });
    const [usage] = await engine.aggregateHours(hours, { routes: [], signal });
    expect(usage).toMatchObject({
      accountId: '111122223333',
      region: 'eu-central-1',
    });
  });

  it('reads all pages of a result', async () => {
    const { engine } = await setUp();
    const requestTime = Date.now();
    await deliver(
      Array.from({ length: 1100 }, (_, at) =>
        exampleCall({ requestTime, subscriptionId: `subscription-${at}` }),
      ),
    );
    const { hours } = await engine.changedHours({ signal });
    const usage = await engine.aggregateHours(hours, { routes: [], signal });
    expect(new Set(usage.map(each => each.subscriptionId)).size).toBe(1100);
  });

  it('asks nothing more when the bytes of the day are used up', async () => {
    const { engine } = await setUp(1);
    await engine.changedHours({ signal });
    await expect(
      engine.aggregateHours([0], { routes: [], signal }),
    ).rejects.toThrow('maxScannedBytesPerDay');
  });

  it('says why a query failed', async () => {
    const { Database: database, Workgroup: workgroup } = store;
    const budget = new ScanBudget(Number.MAX_SAFE_INTEGER);
    const queries = new AthenaQueries(athena, { database, workgroup }, budget);
    await expect(
      queries.run('select nothing from nowhere', signal),
    ).rejects.toThrow('Athena did not answer a query of the access log');
  });
});

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  startEmulator,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import {
  exampleCall,
  usageEngineContract,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import { signal, writeLog } from '../__testUtils__/writeLog';
import { DuckDb } from '../engine/DuckDb';
import { DuckDbLog } from '../engine/DuckDbLog';
import { DuckDbUsageEngine } from '../engine/DuckDbUsageEngine';
import { S3Files } from './S3Files';

jest.setTimeout(60_000);

const { names, leftOut } = whichEmulators();
const Bucket = 'logs';
const MEGABYTE = 1024 ** 2;
const [TODAY] = new Date().toISOString().split('T');
const FOLDER = `source_account=111122223333/source_region=eu-west-1/day=${TODAY}`;

const directory = createMockDirectory();
let emulator: Emulator;
let client: S3Client;
let database: DuckDb;
let count = 0;

beforeAll(async () => {
  if (leftOut) {
    return;
  }
  emulator = await startEmulator('ministack');
  client = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket }));
  database = await DuckDb.open({
    memoryLimit: '512MB',
    threads: 1,
    temporaryFolder: directory.path,
  });
});

afterAll(async () => {
  client?.destroy();
  database?.close();
  await emulator?.stop();
});

/** Each over a folder of its own, with what is put into it. */
function setUp(maxKept = MEGABYTE) {
  count += 1;
  const prefix = `access-log-${count}/`;
  const folder = join(directory.path, `kept-${count}`);
  const files = new S3Files({
    client,
    bucket: Bucket,
    prefix,
    folder,
    maxKept,
  });
  const put = async (name: string, records: Parameters<typeof writeLog>[2]) => {
    const path = join(directory.path, `put-${count}.${name.split('.').pop()}`);
    await writeLog(database, path, records);
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: `${prefix}${name}`,
        Body: readFileSync(path),
      }),
    );
  };
  const log = new DuckDbLog({
    files,
    database,
    logger: mockServices.logger.mock(),
  });
  return { put, files, folder, engine: new DuckDbUsageEngine(log, now => now) };
}

const suite = leftOut ? describe.skip : describe;

suite(`S3 of ${names[0] ?? leftOut}`, () => {
  usageEngineContract('DuckDbUsageEngine over S3', async () => {
    const { put, engine } = setUp();
    let delivered = 0;
    return {
      engine,
      deliver: records => {
        delivered += 1;
        return put(`${FOLDER}/${delivered}.parquet`, records);
      },
      deliverTorn: null,
    };
  });

  it('lists folders of days from the one before that is asked for', async () => {
    const { put, files } = setUp();
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) {
      await put(`day=${day}/a.ndjson`, []);
    }
    await put('_temporary/a.ndjson', []);
    const since = Date.UTC(2026, 10, 20, 9);
    const listed = await files.list({ since, signal });
    expect(listed.map(({ name }) => name)).toEqual([
      'day=2026-11-19/a.ndjson',
      'day=2026-11-20/a.ndjson',
    ]);
  });

  it('keeps what it read for as long as there is room, and nothing after it was closed', async () => {
    const { put, files, folder } = setUp(1);
    const requestTime = Date.now();
    await put('a.ndjson', [exampleCall({ requestTime })]);
    await put('b.ndjson', [exampleCall({ requestTime })]);
    const [a, b] = await files.list({ signal });
    await files.fetch([a, b], signal);
    expect(readdirSync(folder)).toHaveLength(2);
    const [path] = await files.fetch([b], signal);
    expect(readdirSync(folder).map(name => join(folder, name))).toEqual([path]);
    await files.close();
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });
});

import { appendFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  callSearchContract,
  exampleCall,
  usageEngineContract,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import { addMeters, type AccessLogRecord } from '@oaf/contract';
import {
  signal,
  toLines,
  toTextLines,
  writeLog,
  type LogFormat,
} from '../__testUtils__/writeLog';
import { FolderFiles } from '../files/FolderFiles';
import { DuckDb } from './DuckDb';
import { DuckDbLog } from './DuckDbLog';
import { DuckDbUsageEngine } from './DuckDbUsageEngine';

const HOUR_MS = 3_600_000;
const HOUR = Date.UTC(2026, 10, 20, 9);
const FOLDER = 'source_account=111122223333/source_region=eu-west-1/day';

const [TODAY] = new Date().toISOString().split('T');

const directory = createMockDirectory();
const temporary = createMockDirectory();
const formats: LogFormat[] = ['ndjson', 'ndjson.gz', 'parquet', 'text.parquet'];
let database: DuckDb;

beforeAll(async () => {
  database = await DuckDb.open({
    memoryLimit: '512MB',
    threads: 1,
    temporaryFolder: temporary.path,
  });
});

beforeEach(() => directory.clear());

afterAll(() => database.close());

function engineOf(folder: string, logger = mockServices.logger.mock()) {
  const files = new FolderFiles(folder);
  const log = new DuckDbLog({ files, database, logger });
  return new DuckDbUsageEngine(log, now => now);
}

function setUp() {
  const logger = mockServices.logger.mock();
  const create = () => engineOf(directory.path, logger);
  return { logger, create, engine: create() };
}

const at = (...names: string[]) => join(directory.path, ...names);

function createFixture(format: LogFormat) {
  directory.clear();
  let delivered = 0;
  const nextPath = () => {
    delivered += 1;
    return at(`${FOLDER}=${TODAY}`, `calls-${delivered}.${format}`);
  };
  return {
    engine: setUp().engine,
    deliver: (records: AccessLogRecord[]) =>
      writeLog(database, nextPath(), records),
    deliverTorn:
      format === 'ndjson'
        ? async (records: AccessLogRecord[]) => {
            const path = nextPath();
            await writeLog(database, path, []);
            writeFileSync(path, toLines(records).slice(0, -9));
          }
        : null,
  };
}

for (const format of formats) {
  const name = `DuckDbUsageEngine over ${format}`;
  usageEngineContract(name, async () => createFixture(format));
  callSearchContract(name, async () => createFixture(format));
}

const call = (fields: Partial<AccessLogRecord> = {}) =>
  exampleCall({ requestTime: HOUR, ...fields });

async function count(engine: DuckDbUsageEngine, hours = [HOUR]) {
  const usage = await engine.aggregateHours(hours, { routes: [], signal });
  return addMeters(usage.map(({ meters }) => meters)).calls;
}

describe('DuckDbUsageEngine', () => {
  it('reads folders of files in all formats as one log, and each call once', async () => {
    const { engine } = setUp();
    const twice = call();
    for (const [index, format] of formats.entries()) {
      const path = at(`day=2026-11-2${index}`, `calls.${format}`);
      await writeLog(database, path, [twice, call()]);
    }
    await expect(count(engine)).resolves.toBe(5);
  });

  it('tells calls apart by API and request id', async () => {
    const { engine } = setUp();
    const first = call({ requestId: 'same' });
    await writeLog(database, at('calls.ndjson'), [
      first,
      { ...first, apiId: 'claims' },
    ]);
    await expect(count(engine)).resolves.toBe(2);
  });

  it('takes from the folder what lines of HTTP APIs leave out', async () => {
    const { engine } = setUp();
    await writeLog(database, at(`${FOLDER}=2026-11-20`, 'empty.ndjson'), []);
    const lines = toTextLines([call(), call()]).replaceAll(
      /"(account_id|region|request_length)":"[^"]*",/g,
      '',
    );
    writeFileSync(at(`${FOLDER}=2026-11-20`, 'calls'), lines);
    const [usage] = await engine.aggregateHours([HOUR], { routes: [], signal });
    expect(usage).toMatchObject({
      accountId: '111122223333',
      region: 'eu-west-1',
      meters: { calls: 2 },
    });
  });

  it('sets aside what is no record, tells how many once, and counts the rest', async () => {
    const { engine, logger } = setUp();
    const good = toTextLines([call()]);
    const path = at('calls.ndjson');
    const wrong = [
      '{"request_id":"cut',
      'null',
      '[1, 2]',
      good.replace('"status":"200"', '"status":"ok"').trim(),
      good.replace('"status":"200"', '"status":"200.5"').trim(),
      good
        .replace('"response_latency":"12.5"', '"response_latency":"NaN"')
        .trim(),
      good.replace(/"request_id":"[^"]*"/, '"request_id":"-"').trim(),
      good
        .replace('"integration_status":"200"', '"integration_status":"x"')
        .trim(),
    ];
    writeFileSync(path, `${[good.trim(), ...wrong].join('\n')}\n`);
    appendFileSync(path, Buffer.from([0xff, 0xfe, 0x0a]));
    const first = await engine.changedHours({ signal });
    expect(first).toMatchObject({ hours: [HOUR], quarantined: 9 });
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('that are no records: 9'),
    );
    await expect(count(engine)).resolves.toBe(1);

    const second = await engine.changedHours({ ...first, signal });
    expect(second).toMatchObject({ hours: [], quarantined: 0 });

    appendFileSync(path, '{}\n');
    const third = await engine.changedHours({ ...second, signal });
    expect(third).toMatchObject({ hours: [HOUR], quarantined: 1 });
  });

  it.each([
    ['a cut gzip', 'a.ndjson.gz', gzipSync(toLines([call()])).subarray(0, 60)],
    ['no gzip', 'a.ndjson.gz', Buffer.from('{}')],
    ['no Parquet', 'a.parquet', Buffer.from('PAR1')],
  ])('counts the other files when one is %s', async (_, name, content) => {
    const { engine, logger } = setUp();
    await writeLog(database, at('b.parquet'), [call()]);
    await writeLog(database, at('c.ndjson'), [call()]);
    writeFileSync(at(name), content);
    const { quarantined } = await engine.changedHours({ signal });
    expect(quarantined).toBe(1);
    await expect(count(engine)).resolves.toBe(2);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining(`file ${name} is not counted`),
    );
  });

  it('reads files of releases with fewer and with more columns', async () => {
    const { engine } = setUp();
    const [line] = toTextLines([call()]).split('\n');
    const { application_id, ...older } = JSON.parse(line);
    const newer = { ...older, request_id: 'other', cache_hit: '1' };
    for (const [name, fields] of Object.entries({ older, newer })) {
      const path = at(`${name}.lines`);
      writeFileSync(path, `${JSON.stringify(fields)}\n`);
      await database.query(
        `copy (select * from read_json('${path}')) to '${at(name)}.parquet'`,
        signal,
      );
      rmSync(path);
    }
    await expect(count(engine)).resolves.toBe(2);
  });

  it('names again what it named with a cursor that was not kept', async () => {
    const { engine } = setUp();
    await writeLog(database, at('calls.ndjson'), [call()]);
    const { cursor } = await engine.changedHours({ signal });
    await writeLog(database, at('more.ndjson'), [
      call({ requestTime: HOUR + HOUR_MS }),
    ]);
    await engine.changedHours({ cursor, signal });
    const again = await engine.changedHours({ cursor, signal });
    expect(again.hours).toContain(HOUR + HOUR_MS);
  });

  it('looks only at files that were modified since the cursor', async () => {
    const { engine, create } = setUp();
    await writeLog(database, at('old.ndjson'), [call()]);
    const old = new Date(Date.now() - 60_000);
    utimesSync(at('old.ndjson'), old, old);
    const { cursor } = await engine.changedHours({ signal });
    await writeLog(database, at('new.ndjson'), [
      call({ requestTime: HOUR + HOUR_MS }),
    ]);
    const next = await create().changedHours({ cursor, signal });
    expect(next.hours).toEqual([HOUR + HOUR_MS]);
  });

  it('has nothing in a folder that is not there yet', async () => {
    const engine = engineOf(at('missing'));
    await expect(engine.changedHours({ signal })).resolves.toMatchObject({
      hours: [],
      quarantined: 0,
    });
    await expect(count(engine)).resolves.toBe(0);
  });

  it('refuses a cursor that no engine made', async () => {
    await expect(
      setUp().engine.changedHours({ cursor: 'yesterday', signal }),
    ).rejects.toThrow('Invalid usage cursor "yesterday"');
  });

  it('leaves out files that are hidden or not finished', async () => {
    const { engine } = setUp();
    await writeLog(database, at('_temporary', 'calls.ndjson'), [call()]);
    await writeLog(database, at('.calls.ndjson'), [call()]);
    await expect(count(engine)).resolves.toBe(0);
  });

  it('stops a query that runs when it is told to', async () => {
    const stop = new AbortController();
    const running = database.query(
      'select sum(a.i * b.i) from range(1000000) a(i), range(1000000) b(i)',
      stop.signal,
    );
    setTimeout(() => stop.abort(new Error('Stop')), 50);
    await expect(running).rejects.toThrow('Stop');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { exampleCall } from '@oaf/backstage-plugin-api-management-node/testUtils';
import { readAccessLogLine, type AccessLogRecord } from '@oaf/contract';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { AccessLogFiles } from './AccessLogFiles';
import { AccessLogJournal } from './AccessLogJournal';
import { HOUR_MS } from './accessLogRows';
import { DatabaseAccessLog } from './DatabaseAccessLog';

jest.setTimeout(30_000);

const HOUR = Date.UTC(2026, 10, 20, 23);
const databases = createTestDatabases();
const directory = createMockDirectory();
const folder = () => join(directory.path, 'access-log');

beforeEach(() => directory.clear());

const call = (fields: Partial<AccessLogRecord> = {}) =>
  exampleCall({ requestTime: HOUR, ...fields });

function list(): string[] {
  const entries = readdirSync(folder(), {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

/** What is in the files, by their folders. */
function read(): Record<string, AccessLogRecord[]> {
  const found: Record<string, AccessLogRecord[]> = {};
  for (const path of list()) {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    const at = path.slice(folder().length + 1).replace(/\/[^/]*$/, '');
    found[at] = lines.map(line => readAccessLogLine(line).record!);
  }
  return found;
}

describe('AccessLogFiles', () => {
  function open() {
    const logger = mockServices.logger.mock();
    return { logger, files: new AccessLogFiles(folder(), logger) };
  }

  it('has a folder for each hour, by when calls arrived', async () => {
    const { files } = open();
    const [first, next, late] = [
      call(),
      call({ requestTime: HOUR + HOUR_MS }),
      call({ requestTime: HOUR + HOUR_MS - 1 }),
    ];
    [first, next, late].forEach(each => files.append(each));
    expect(read()).toEqual({
      'day=2026-11-20/hour=23': [first, late],
      'day=2026-11-21/hour=00': [next],
    });
    await files.close();
  });

  it('goes on with what a process appends to files of its own', async () => {
    const before = open().files;
    before.append(call());
    await before.close();
    await new Promise(resolve => setTimeout(resolve, 2));
    const after = open().files;
    after.append(call());
    await after.close();
    expect(list()).toHaveLength(2);
  });

  it('lets calls wait while the folder takes nothing, and writes each once', async () => {
    const { files, logger } = open();
    directory.setContent({ 'access-log': 'no folder' });
    const waiting = call();
    files.append(waiting);
    expect(files.completeUntil(Date.now())).toBe(HOUR);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('takes nothing (1 calls wait)'),
    );
    directory.clear();
    files.append(call());
    expect(files.completeUntil(HOUR + 1)).toBe(HOUR + 1);
    await files.close();
    const [records] = Object.values(read());
    expect(records).toHaveLength(2);
    expect(records[0]).toEqual(waiting);
  });

  it('purges whole hours, and leaves what is none of its own', async () => {
    const { files } = open();
    files.append(call({ requestTime: HOUR - 2 * HOUR_MS }));
    files.append(call({ requestTime: HOUR }));
    files.append(call({ requestTime: HOUR - 24 * HOUR_MS }));
    await files.close();
    await files.purge(HOUR + HOUR_MS - 1);
    expect(Object.keys(read())).toEqual(['day=2026-11-20/hour=23']);
    await files.purge(HOUR + HOUR_MS);
    expect(read()).toEqual({});
    await open().files.purge(HOUR);
  });
});

describe.each(databases.eachSupportedId())(
  'AccessLogFiles beside a table on %s',
  engine => {
    async function setUp() {
      const knex = await migratedDatabase(databases, engine);
      const logger = mockServices.logger.mock();
      const files = new AccessLogFiles(folder(), logger);
      const journal = new AccessLogJournal(join(directory.path, 'journal'));
      const write = async (
        log: DatabaseAccessLog,
        calls: AccessLogRecord[],
      ) => {
        log.recover();
        calls.forEach(each => log.open(each.requestTime).write(each));
      };
      return {
        files,
        write,
        without: new DatabaseAccessLog(knex, logger, journal),
        beside: new DatabaseAccessLog(knex, logger, journal, files),
      };
    }

    it('take over what the table has, once, and then get each call', async () => {
      const { files, write, without, beside } = await setUp();
      const before = Array.from({ length: 450 }, () => call());
      await write(without, before);
      await files.takeOver(() => without.records());
      await files.takeOver(() => without.records());
      const after = call({ requestTime: HOUR + HOUR_MS });
      await write(beside, [after]);
      await beside.flush();
      await files.close();
      const { 'day=2026-11-20/hour=23': taken, ...rest } = read();
      const byId = (a: AccessLogRecord, b: AccessLogRecord) =>
        a.requestId < b.requestId ? -1 : 1;
      expect(taken.sort(byId)).toEqual(before.sort(byId));
      expect(rest).toEqual({ 'day=2026-11-21/hour=00': [after] });
    });
  },
);

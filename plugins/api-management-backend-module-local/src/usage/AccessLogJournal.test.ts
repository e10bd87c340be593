import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { exampleCall } from '@oaf/backstage-plugin-api-management-node/testUtils';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { AccessLogJournal } from './AccessLogJournal';
import { DatabaseAccessLog } from './DatabaseAccessLog';

jest.setTimeout(30_000);

const databases = createTestDatabases();

const makeRecord = (requestId: string) =>
  exampleCall({ requestId, requestTime: Date.now() });

/** A line as it stood in the journal then. Never to be changed: a column that is added needs a default. */
const FIRST_RELEASE =
  '{"requestId":"old","requestTime":1795426392000,"accountId":"embedded","region":"local","apiId":"accounts","stage":"live","subscriptionId":"s-1","clientId":"sub_1","productId":"p-1","planId":"plan-1","apiKeyCredentialId":"k-1","tokenId":"t-1","httpMethod":"GET","path":"/accounts","status":200,"integrationStatus":200,"responseLatency":2.5,"integrationLatency":1.5,"requestLength":0,"responseLength":120,"sourceIp":"127.0.0.1","userAgent":null,"error":null}';

describe.each(databases.eachSupportedId())(
  'the journal of the access log on %s',
  engine => {
    const directory = createMockDirectory();
    const list = () => readdirSync(directory.path);

    async function setUp() {
      directory.clear();
      const knex = await migratedDatabase(databases, engine);
      const logger = mockServices.logger.mock();
      const open = () => {
        const journal = new AccessLogJournal(directory.path);
        const log = new DatabaseAccessLog(knex, logger, journal);
        log.recover();
        return log;
      };
      const stored = async (): Promise<string[]> => {
        const ids = await knex('local_gateway_access_log').pluck('request_id');
        return ids.sort();
      };
      return { knex, logger, open, stored };
    }

    function write(log: DatabaseAccessLog, requestId: string) {
      log.open(Date.now()).write(makeRecord(requestId));
    }

    it('gives the next process what a killed one had not stored', async () => {
      const { knex, open, stored } = await setUp();
      const killed = open();
      write(killed, 'stored');
      await killed.flush();
      // From here on it is as if the process were gone: nothing of it reaches the database.
      await knex.schema.renameTable('local_gateway_access_log', 'away');
      write(killed, 'a');
      await expect(killed.flush()).rejects.toThrow();
      write(killed, 'b');
      await knex.schema.renameTable('away', 'local_gateway_access_log');
      const next = open();
      await next.flush();
      await expect(stored()).resolves.toEqual(['a', 'b', 'stored']);
      expect(list()).toEqual([]);
    });

    it('stores nothing twice', async () => {
      const { open, stored } = await setUp();
      const killed = open();
      write(killed, 'a');
      const next = open();
      await killed.flush();
      await next.flush();
      await expect(stored()).resolves.toEqual(['a']);
    });

    it('leaves no file when all is stored', async () => {
      const { open } = await setUp();
      const log = open();
      for (let call = 0; call < 450; call += 1) {
        write(log, `call-${call}`);
      }
      await log.flush();
      expect(list()).toEqual([]);
    });

    it('reads over a line that was cut', async () => {
      const { open, stored } = await setUp();
      write(open(), 'whole');
      const [file] = list();
      appendFileSync(join(directory.path, file), '{"requestId":"cu');
      await open().flush();
      await expect(stored()).resolves.toEqual(['whole']);
    });

    it('keeps aside what is no record, says so, and stores the rest', async () => {
      const { logger, open, stored } = await setUp();
      write(open(), 'before');
      const [file] = list();
      const path = join(directory.path, file);
      const { requestTime, ...timeless } = makeRecord('timeless');
      const wrong = [
        Buffer.from('{"requestId":"cut\n'),
        Buffer.from(`${JSON.stringify(timeless)}\n`),
        Buffer.from([0xff, 0xfe, 0x0a]),
        Buffer.from('null\n'),
      ];
      wrong.forEach(line => appendFileSync(path, line));
      appendFileSync(path, `${JSON.stringify(makeRecord('after'))}\n`);
      await open().flush();
      await expect(stored()).resolves.toEqual(['after', 'before']);
      expect(list()).toEqual([`unreadable-${file}`]);
      expect(readFileSync(join(directory.path, `unreadable-${file}`))).toEqual(
        Buffer.concat(wrong),
      );
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining('cannot be read: 4'),
      );
      open();
      expect(list()).toEqual([`unreadable-${file}`]);
    });

    it('keeps a line aside once, though a process was killed again before it had stored the rest', async () => {
      const { open } = await setUp();
      write(open(), 'whole');
      const [file] = list();
      appendFileSync(join(directory.path, file), '{}\n');
      open();
      open();
      expect(
        readFileSync(join(directory.path, `unreadable-${file}`), 'utf8'),
      ).toBe('{}\n');
    });

    it('keeps a whole last line that lacks its newline', async () => {
      const { logger, open, stored } = await setUp();
      write(open(), 'first');
      const [file] = list();
      const last = JSON.stringify(makeRecord('last'));
      appendFileSync(join(directory.path, file), last);
      await open().flush();
      await expect(stored()).resolves.toEqual(['first', 'last']);
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('reads what the first release wrote, which had fewer columns', async () => {
      const { open, stored } = await setUp();
      write(open(), 'new');
      const [file] = list();
      appendFileSync(join(directory.path, file), `${FIRST_RELEASE}\n`);
      await open().flush();
      await expect(stored()).resolves.toEqual(['new', 'old']);
      expect(list()).toEqual([]);
    });

    it('leaves the files of a process that is alive, and takes those of one that is gone', async () => {
      const { open, stored } = await setUp();
      write(open(), 'a');
      const [file] = list();
      const rename = (from: string, pid: number) => {
        const to = from.replace(/-\d+-/, `-${pid}-`);
        renameSync(join(directory.path, from), join(directory.path, to));
        return to;
      };
      const alive = rename(file, process.ppid);
      await open().flush();
      expect(list()).toEqual([alive]);
      const { pid } = spawnSync(process.execPath, ['-e', '']);
      rename(alive, pid);
      await open().flush();
      expect(list()).toEqual([]);
      await expect(stored()).resolves.toEqual(['a']);
    });

    it('is given up when it cannot be written, and the log goes on', async () => {
      const { logger, open, stored } = await setUp();
      const log = open();
      jest
        .spyOn(AccessLogJournal.prototype, 'append')
        .mockImplementationOnce(() => {
          throw new Error('ENOSPC');
        });
      write(log, 'a');
      write(log, 'b');
      await log.flush();
      await expect(stored()).resolves.toEqual(['a', 'b']);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining('ENOSPC'),
      );
    });
  },
);

import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, renameSync } from 'node:fs';
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

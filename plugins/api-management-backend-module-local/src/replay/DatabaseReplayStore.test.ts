import { describeReplayStore } from '@oaf/access/testUtils';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { DatabaseReplayStore } from './DatabaseReplayStore';

jest.setTimeout(30_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'DatabaseReplayStore on %s',
  engine => {
    describeReplayStore(
      async clock =>
        new DatabaseReplayStore(
          await migratedDatabase(databases, engine),
          clock,
        ),
    );

    it('tells keys apart that differ in case only', async () => {
      const knex = await migratedDatabase(databases, engine);
      const store = new DatabaseReplayStore(knex, () => 1000);
      await expect(store.insertOnce('a', 2000)).resolves.toBe(true);
      await expect(store.insertOnce('A', 2000)).resolves.toBe(true);
    });

    it('purges what has expired and nothing else', async () => {
      const knex = await migratedDatabase(databases, engine);
      const store = new DatabaseReplayStore(knex, () => 1000);
      await store.insertOnce('expired', 1000);
      await store.insertOnce('good', 1001);
      await expect(store.purge()).resolves.toBe(1);
      await expect(
        knex('local_gateway_replays').pluck('replay_key'),
      ).resolves.toEqual(['good']);
    });
  },
);

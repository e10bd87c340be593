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

    it('tells the new from the known among those that arrive together', async () => {
      const knex = await migratedDatabase(databases, engine);
      const store = new DatabaseReplayStore(knex, () => 1000);
      await store.insertOnce('known', 2000);
      await store.insertOnce('expired', 1000);
      const keys = ['a', 'known', 'b', 'b', 'expired', 'c'];
      const answers = await Promise.all(
        keys.map(key => store.insertOnce(key, 2000)),
      );
      expect(answers.filter(Boolean)).toHaveLength(4);
      expect(keys.filter((_, index) => answers[index]).sort()).toEqual([
        'a',
        'b',
        'c',
        'expired',
      ]);
    });

    it('inserts what arrives together with one statement', async () => {
      const knex = await migratedDatabase(databases, engine);
      const store = new DatabaseReplayStore(knex);
      const statements: string[] = [];
      knex.on('query', ({ sql }) => statements.push(sql));
      const keys = Array.from({ length: 50 }, (_, index) => `key-${index}`);
      await Promise.all(keys.map(key => store.insertOnce(key, 2000)));
      expect(statements).toHaveLength(1);
    });

    it('tells each of them when the database fails', async () => {
      const knex = await migratedDatabase(databases, engine);
      const store = new DatabaseReplayStore(knex);
      await knex.schema.dropTable('local_gateway_replays');
      const answers = await Promise.allSettled([
        store.insertOnce('a', 2000),
        store.insertOnce('b', 2000),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([
        'rejected',
        'rejected',
      ]);
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

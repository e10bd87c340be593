import { describeRevokedTokens } from '@oaf/access/testUtils';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { DatabaseReplayStore } from './DatabaseReplayStore';
import { DatabaseRevokedTokens } from './DatabaseRevokedTokens';

jest.setTimeout(30_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'DatabaseRevokedTokens on %s',
  engine => {
    describeRevokedTokens(
      async clock =>
        new DatabaseRevokedTokens(
          await migratedDatabase(databases, engine),
          clock,
        ),
    );

    it('learns within five seconds what another replica revoked', async () => {
      let now = 1000;
      const knex = await migratedDatabase(databases, engine);
      const here = new DatabaseRevokedTokens(knex, () => now);
      const there = new DatabaseRevokedTokens(knex, () => now);
      await expect(here.has('token')).resolves.toBe(false);
      await there.revoke('token', 60_000);
      now = 6000;
      await expect(here.has('token')).resolves.toBe(true);
    });

    it('reads the database once in five seconds', async () => {
      const knex = await migratedDatabase(databases, engine);
      const revoked = new DatabaseRevokedTokens(knex, () => 1000);
      const queries: string[] = [];
      knex.on('query', ({ sql }) => queries.push(sql));
      await Promise.all([revoked.has('a'), revoked.has('b')]);
      await revoked.has('c');
      expect(queries).toHaveLength(1);
    });

    it('is not mixed up with what may be seen once', async () => {
      const knex = await migratedDatabase(databases, engine);
      const revoked = new DatabaseRevokedTokens(knex, () => 1000);
      await new DatabaseReplayStore(knex, () => 1000).insertOnce('token', 2000);
      await expect(revoked.has('token')).resolves.toBe(false);
    });
  },
);

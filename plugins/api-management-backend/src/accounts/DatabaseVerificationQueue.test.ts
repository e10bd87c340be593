import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { accountStores, newLink, passed } from '../__testUtils__/accountStores';
import { migrated } from '../__testUtils__/migrated';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const LEASE_MS = 60_000;

describe.each(databases.eachSupportedId())(
  'the queue of verifications on %s',
  engine => {
    let knex: Knex;
    let stores: ReturnType<typeof accountStores>;
    const lease = (holder: string, leaseMs = LEASE_MS) =>
      stores.verificationQueue.lease({ holder, leaseMs });

    beforeAll(async () => {
      knex = await migrated(databases, engine);
      stores = accountStores(knex);
      const { batchStore: batches } = stores;
      await batches.insert(
        {
          id: 'batch',
          driver: 'fake',
          partition: 'fake',
          externalId: 'base',
          refusedRows: [],
          createdBy: 'user:default/ada',
          createdAt: 1,
        },
        Array.from({ length: 12 }, (_, row) => ({
          ...newLink(String(row)),
          row,
          requestedRegions: null,
        })),
      );
    });

    beforeEach(async () => {
      await knex('account_links').update({
        state: 'pending',
        role_arn: null,
        verify_requested_at: null,
        verify_leased_until: 0,
        verify_leased_by: null,
      });
    });

    it('gives each link to one of many who ask at once', async () => {
      await stores.verificationQueue.requestBatch('batch');
      const work = async (holder: string) => {
        const ids: string[] = [];
        for (let id = await lease(holder); id; id = await lease(holder)) {
          ids.push(id);
        }
        return ids;
      };
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map(work));
      expect(taken.flat().sort()).toEqual(
        Array.from({ length: 12 }, (_, row) => `link-${row}`).sort(),
      );
    });

    it('gives a link again when its holder died, and forgets it when it was done', async () => {
      await stores.verificationQueue.requestBatch('batch');
      const first = (await lease('dies', -1))!;
      expect(await lease('lives')).toBe(first);
      await stores.verificationQueue.complete('dies', first);
      expect(await stores.batchStore.progress('batch')).toMatchObject({
        verifying: true,
      });
      const others = knex('account_links').whereNot({ id: first });
      await others.update({ verify_requested_at: null });
      await stores.verificationQueue.complete('lives', first);
      expect(await stores.batchStore.progress('batch')).toMatchObject({
        verifying: false,
      });
      expect(await lease('lives')).toBeUndefined();
    });

    it('asks for roles in use only, within the spread', async () => {
      await stores.accountStore.recordVerification('link-3', passed('3'));
      const before = Date.now();
      await stores.verificationQueue.requestAll(3_600_000);
      const rows = await knex('account_links')
        .whereNotNull('verify_requested_at')
        .select('id', 'verify_requested_at');
      expect(rows.map(({ id }) => id)).toEqual(['link-3']);
      const due = Number(rows[0].verify_requested_at);
      expect(due).toBeGreaterThanOrEqual(before);
      expect(due).toBeLessThan(Date.now() + 3_600_000);

      await stores.verificationQueue.requestAll(1);
      const [again] = await knex('account_links')
        .where({ id: 'link-3' })
        .pluck('verify_requested_at');
      expect(Number(again)).toBe(due);
    });
  },
);

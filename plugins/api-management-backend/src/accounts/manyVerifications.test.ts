import { TestDatabases } from '@backstage/backend-test-utils';
import { accountStores, newLink } from '../__testUtils__/accountStores';
import { FakeGateway } from '../__testUtils__/FakeGateway';
import { migrated } from '../__testUtils__/migrated';
import { queuedVerifications } from '../__testUtils__/queuedVerifications';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });
const ACCOUNTS = 1_000;

describe.each(databases.eachSupportedId())('two replicas on %s', engine => {
  it('verify a thousand accounts, each once', async () => {
    const knex = await migrated(databases, engine);
    const { batchStore: batches, verificationQueue: verifications } =
      accountStores(knex);
    const gateway = new FakeGateway();
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
      Array.from({ length: ACCOUNTS }, (_, index) => ({
        ...newLink(String(500_000_000_000 + index)),
        row: index + 1,
        requestedRegions: ['west'],
      })),
    );
    await verifications.requestBatch('batch');
    const replicas = [1, 2].map(() => queuedVerifications(knex, gateway));
    await Promise.all(
      replicas.map(replica => replica.run(AbortSignal.timeout(200_000))),
    );
    expect(await batches.progress('batch')).toEqual({
      linkCount: ACCOUNTS,
      verifiedCount: ACCOUNTS,
      failedCount: 0,
      verifying: false,
    });
    const verified = gateway.linking.verified.map(({ id }) => id);
    expect(verified).toHaveLength(ACCOUNTS);
    expect(new Set(verified).size).toBe(ACCOUNTS);
    const [{ queued }] = await knex('account_regions')
      .where({ region: 'west' })
      .whereNotNull('requested_at')
      .count({ queued: '*' });
    expect(Number(queued)).toBe(ACCOUNTS);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { accountStores, newLink, passed } from '../__testUtils__/accountStores';
import { FakeGateway } from '../__testUtils__/FakeGateway';
import { roleArnOf } from '../__testUtils__/FakeLinking';
import { migrated } from '../__testUtils__/migrated';
import { queuedVerifications } from '../__testUtils__/queuedVerifications';
import { DatabaseAccountStore } from './DatabaseAccountStore';
import { DatabaseVerificationQueue } from './DatabaseVerificationQueue';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ONE = '111122223333';
const TWO = '444455556666';
const long = () => AbortSignal.timeout(60_000);

describe('verifications in the background', () => {
  let knex: Knex;
  let gateway: FakeGateway;
  let stores: ReturnType<typeof accountStores>;
  const state = async (accountId: string) =>
    (await stores.accountStore.find(`link-${accountId}`))!;
  const linkVerified = async (accountId: string) => {
    await stores.accountStore.insert(newLink(accountId));
    await stores.accountStore.recordVerification(
      `link-${accountId}`,
      passed(accountId),
    );
  };
  const insertBatch = (accountIds: string[]) =>
    stores.batchStore.insert(
      {
        id: 'batch',
        driver: 'fake',
        partition: 'fake',
        externalId: 'base',
        refusedRows: [],
        createdBy: 'user:default/ada',
        createdAt: 1,
      },
      accountIds.map((accountId, index) => ({
        ...newLink(accountId),
        row: index + 1,
        requestedRegions: index === 0 ? null : ['west', 'moon'],
      })),
    );

  beforeEach(async () => {
    knex = await migrated(databases, 'SQLITE_3');
    gateway = new FakeGateway();
    stores = accountStores(knex);
  });

  it('degrade a link whose role fails, with the reason, and let it recover', async () => {
    await linkVerified(ONE);
    await linkVerified(TWO);
    const round = async () => {
      await stores.verificationQueue.requestAll(0);
      await queuedVerifications(knex, gateway).run(long());
    };
    gateway.linking.broken.set(ONE, 'The role is gone.');
    await round();
    expect(await state(ONE)).toMatchObject({
      state: 'degraded',
      checks: [{ message: 'The role is gone.' }, {}, {}, {}],
      trust: { roleArn: roleArnOf(ONE) },
    });
    expect(await state(TWO)).toMatchObject({ state: 'verified' });

    gateway.linking.broken.clear();
    await round();
    expect(await state(ONE)).toMatchObject({ state: 'verified' });
  });

  it('leave a link as it was when nobody at the account can help', async () => {
    await linkVerified(ONE);
    const before = await state(ONE);
    gateway.linking.beforeAnswer = async () => {
      throw new GatewayError('base-credentials', 'Renew our credentials.');
    };
    await stores.verificationQueue.requestAll(0);
    await queuedVerifications(knex, gateway).run(long());
    expect(await state(ONE)).toEqual(before);
    expect(gateway.linking.verified).toHaveLength(1);
  });

  it('take the regions that a row asked for, or all, and import them', async () => {
    await insertBatch([ONE, TWO]);
    await stores.verificationQueue.requestBatch('batch');
    await queuedVerifications(knex, gateway).run(long());
    expect(await state(ONE)).toMatchObject({
      state: 'verified',
      regions: ['east', 'here', 'west'],
      trust: { roleArn: roleArnOf(ONE) },
    });
    expect(await state(TWO)).toMatchObject({
      regions: ['west'],
      regionStatuses: [{ region: 'west', import: { state: 'queued' } }],
    });
    expect(await stores.batchStore.progress('batch')).toEqual({
      linkCount: 2,
      verifiedCount: 2,
      failedCount: 0,
      verifying: false,
    });
  });

  it('let a batch come to its end with what stood in the way', async () => {
    await insertBatch([ONE, TWO]);
    gateway.linking.broken.set(ONE, 'No stack here.');
    gateway.linking.beforeAnswer = async ({ accountId }) => {
      if (accountId === TWO) {
        throw new GatewayError('unavailable', 'STS does not answer.');
      }
    };
    await stores.verificationQueue.requestBatch('batch');
    await queuedVerifications(knex, gateway).run(long());
    expect(await stores.batchStore.progress('batch')).toMatchObject({
      verifiedCount: 0,
      failedCount: 2,
      verifying: false,
    });
    expect(await state(TWO)).toMatchObject({
      state: 'pending',
      checks: [
        { message: 'The role could not be checked: STS does not answer.' },
        { outcome: 'skipped' },
        { outcome: 'skipped' },
        { outcome: 'skipped' },
      ],
    });
  });

  it('do not wait for ever for one account', async () => {
    await insertBatch([ONE]);
    gateway.linking.beforeAnswer = () => new Promise(() => {});
    await stores.verificationQueue.requestBatch('batch');
    await queuedVerifications(knex, gateway, 10).run(long());
    expect(await state(ONE)).toMatchObject({
      checks: [
        { message: expect.stringContaining('did not end within') },
        {},
        {},
        {},
      ],
    });
  });

  it('make no more than four at once', async () => {
    const accountIds = Array.from({ length: 20 }, (_, index) =>
      String(500_000_000_000 + index),
    );
    await insertBatch(accountIds);
    let running = 0;
    let most = 0;
    gateway.linking.beforeAnswer = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    await stores.verificationQueue.requestBatch('batch');
    const replica = queuedVerifications(knex, gateway);
    await Promise.all([replica.run(long()), replica.run(long())]);
    expect(most).toBe(4);
    expect(gateway.linking.verified).toHaveLength(20);
  });

  it('leave what they were told to stop to the next round', async () => {
    await insertBatch([ONE]);
    await stores.verificationQueue.requestBatch('batch');
    const stop = new AbortController();
    gateway.linking.beforeAnswer = async (_, signal) => {
      stop.abort(new Error('shutting down'));
      signal.throwIfAborted();
    };
    await queuedVerifications(knex, gateway).run(stop.signal);
    expect(await state(ONE)).toMatchObject({ state: 'pending', checks: null });

    gateway.linking.beforeAnswer = async () => {};
    await queuedVerifications(knex, gateway).run(long());
    expect(await state(ONE)).toMatchObject({ state: 'verified' });
  });

  it.each([
    ['before the gateway was asked', 'verify'],
    ['before the outcome was kept', 'recordVerification'],
    ['before the queue was told', 'complete'],
  ])('are made again after a crash %s', async (_, step) => {
    await insertBatch([ONE]);
    await stores.verificationQueue.requestBatch('batch');
    const dies = new AbortController();
    const dead = queuedVerifications(knex, gateway);
    const steps: Record<string, object> = {
      verify: gateway.linking,
      recordVerification: DatabaseAccountStore.prototype,
      complete: DatabaseVerificationQueue.prototype,
    };
    const crash: jest.SpyInstance = jest.spyOn(steps[step], step as never);
    const release = jest
      .spyOn(DatabaseVerificationQueue.prototype, 'release')
      .mockRejectedValue(new Error('killed'));
    crash.mockImplementation(async () => {
      dies.abort();
      throw new Error('killed');
    });
    await dead.run(dies.signal).catch(() => {});
    crash.mockRestore();
    release.mockRestore();
    expect(await stores.batchStore.progress('batch')).toMatchObject({
      verifying: true,
    });

    await queuedVerifications(knex, gateway).run(long());
    expect(await state(ONE)).toMatchObject({
      state: step === 'complete' ? 'verified' : 'pending',
    });
    await knex('account_links').update({ verify_leased_until: 0 });
    await queuedVerifications(knex, gateway).run(long());
    expect(await state(ONE)).toMatchObject({
      state: 'verified',
      regions: ['east', 'here', 'west'],
    });
    expect(await stores.batchStore.progress('batch')).toMatchObject({
      verifying: false,
    });
  });
});

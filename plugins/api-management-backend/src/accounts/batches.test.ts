import { TestDatabases } from '@backstage/backend-test-utils';
import { asUser } from '../__testUtils__/asUser';
import { auditTrail } from '../__testUtils__/auditTrail';
import { eventually } from '../__testUtils__/eventually';
import { roleArnOf } from '../__testUtils__/FakeLinking';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });
const accountIdOf = (index: number) => String(600_000_000_000 + index);

describe.each(databases.eachSupportedId())('batches on %s', engine => {
  let max: ReturnType<typeof asUser>;
  const audit = auditTrail();
  const create = (rows: object[]) =>
    max.post('/account-link-batches', {
      driver: 'fake',
      partition: 'fake',
      rows,
    });
  const verified = async (id: string) => {
    const queued = await max.post(`/account-link-batches/${id}/verification`);
    expect(queued.status).toBe(202);
    return eventually(async () => {
      const { body } = await max.get(`/account-link-batches/${id}`);
      return body.verifying === false && body;
    });
  };

  beforeAll(async () => {
    const started = await startPlugin(await databases.init(engine), {
      auditor: audit.factory,
    });
    max = asUser(started.server);
  });

  it('refuse rows one by one and link the others', async () => {
    await max.post('/account-links', {
      driver: 'fake',
      accountId: accountIdOf(1),
      partition: 'fake',
      alias: 'Payments',
    });
    const { status, body } = await create([
      { accountId: ` ${accountIdOf(0)} `, alias: 'Cards', regions: ['here'] },
      { accountId: accountIdOf(1) },
      { accountId: 'twelve' },
      { accountId: accountIdOf(0) },
      { accountId: accountIdOf(2), alias: ' ' },
      { accountId: accountIdOf(3), regions: ['moon'] },
    ]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      linkCount: 3,
      verifiedCount: 0,
      failedCount: 0,
      verifying: false,
      refusedRows: [
        {
          row: 2,
          accountId: accountIdOf(1),
          message: 'This account is linked already, as Payments',
        },
        {
          row: 3,
          accountId: 'twelve',
          message: 'An account id has 12 digits; twelve has not',
        },
        {
          row: 4,
          accountId: accountIdOf(0),
          message: 'This account is in row 1 already',
        },
      ],
    });
    const links = await max.get(
      `/account-links?batchId=${body.id}&orderBy=accountId:asc`,
    );
    expect(links.body.items).toMatchObject([
      { accountId: accountIdOf(0), alias: 'Cards', state: 'pending' },
      { accountId: accountIdOf(2), alias: accountIdOf(2), batchId: body.id },
      { accountId: accountIdOf(3) },
    ]);

    const setup = await max.get(`/account-link-batches/${body.id}/trust-setup`);
    expect(setup.body).toMatchObject({
      externalId: expect.stringMatching(/^[0-9a-f]{32}$/),
      roleArn: roleArnOf('<account id>'),
    });
    const one = await max.get(
      `/account-links/${links.body.items[0].id}/trust-setup`,
    );
    expect(one.body.externalId).toBe(
      `${setup.body.externalId}.${accountIdOf(0)}`,
    );

    expect(await verified(body.id)).toMatchObject({
      linkCount: 3,
      verifiedCount: 2,
      failedCount: 1,
    });
    const after = await max.get(
      `/account-links?batchId=${body.id}&orderBy=accountId:asc`,
    );
    expect(after.body.items).toMatchObject([
      {
        state: 'verified',
        roleArn: roleArnOf(accountIdOf(0)),
        regions: [{ region: 'here' }],
      },
      {
        state: 'verified',
        regions: [{ region: 'east' }, { region: 'here' }, { region: 'west' }],
      },
      {
        state: 'pending',
        checks: [{}, {}, {}, { outcome: 'failed' }],
      },
    ]);
    expect(
      audit.records
        .filter(({ meta }) => meta?.accountLinkId === after.body.items[0].id)
        .map(({ eventId, by, outcome, meta }) => [
          eventId,
          by,
          outcome,
          meta?.passed,
        ]),
    ).toEqual([['account-link-verify', 'system', 'succeeded', true]]);
    expect(audit.records).toContainEqual(
      expect.objectContaining({
        eventId: 'account-link-batch-create',
        severityLevel: 'high',
        outcome: 'succeeded',
      }),
    );
  });

  it('refuse a driver or partition as a whole', async () => {
    const rows = [{ accountId: accountIdOf(10) }];
    const { status, body } = await max.post('/account-link-batches', {
      driver: 'fake',
      partition: 'aws-cn',
      rows,
    });
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'request/body/partition must be one of: fake',
    );
  });

  it('are made also when every row was refused, to tell why', async () => {
    const { status, body } = await create([{ accountId: 'nobody' }]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      linkCount: 0,
      verifying: false,
      refusedRows: [{ row: 1, accountId: 'nobody' }],
    });
  });

  it('link an account once when two batches ask for it at once', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      accountId: accountIdOf(5_000 + index),
    }));
    const [first, second] = await Promise.all([create(rows), create(rows)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.linkCount + second.body.linkCount).toBe(30);
    expect(first.body.refusedRows.length + second.body.refusedRows.length).toBe(
      30,
    );
  });

  it('take 1,000 rows', async () => {
    const { status, body } = await create(
      Array.from({ length: 1_000 }, (_, index) => ({
        accountId: accountIdOf(10_000 + index),
      })),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({ linkCount: 1_000, refusedRows: [] });
    const more = await create(
      Array.from({ length: 1_001 }, (_, index) => ({
        accountId: accountIdOf(20_000 + index),
      })),
    );
    expect(more.status).toBe(400);
  });
});

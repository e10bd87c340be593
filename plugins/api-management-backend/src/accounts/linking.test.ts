import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { asUser } from '../__testUtils__/asUser';
import { auditTrail } from '../__testUtils__/auditTrail';
import { roleArnOf } from '../__testUtils__/FakeLinking';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ACCOUNT = '111122223333';
const input = {
  driver: 'fake',
  accountId: ACCOUNT,
  partition: 'fake',
  alias: 'Payments',
};

describe('linking an account', () => {
  let gateway: Awaited<ReturnType<typeof startPlugin>>['gateway'];
  let max: ReturnType<typeof asUser>;
  let audit: ReturnType<typeof auditTrail>;
  let linkCount = 0;
  const nextAccountId = () => String(400_000_000_000 + (linkCount += 1));
  const link = async (accountId = nextAccountId()) =>
    (await max.post('/account-links', { ...input, accountId })).body;
  const verify = (
    { id, accountId }: { id: string; accountId: string },
    roleArn = roleArnOf(accountId),
  ) => max.post(`/account-links/${id}/verification`, { roleArn });
  const verifiedLink = async () =>
    (await verify(await link())).body.accountLink;

  beforeAll(async () => {
    audit = auditTrail();
    const started = await startPlugin(await databases.init('SQLITE_3'), {
      auditor: audit.factory,
    });
    gateway = started.gateway;
    max = asUser(started.server);
  });

  beforeEach(() => {
    audit.records.length = 0;
    gateway.linking.broken.clear();
    gateway.linking.beforeAnswer = async () => {};
  });

  it('begins pending, goes through the trust role to its regions', async () => {
    const created = await max.post('/account-links', input);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      ...input,
      state: 'pending',
      builtIn: false,
      regions: [],
      availableRegions: [],
      version: 1,
    });
    expect(JSON.stringify(created.body)).not.toContain('externalId');
    const path = `/account-links/${created.body.id}`;

    const setup = await max.get(
      `${path}/trust-setup?permissionSets=import&permissionSets=provision`,
    );
    expect(setup.body).toMatchObject({
      externalId: expect.stringMatching(/^[0-9a-f]{32}$/),
      roleArn: roleArnOf(ACCOUNT),
      template: 'permissions: import,provision',
      eventsAvailable: false,
    });

    const verified = await verify(created.body);
    expect(verified.body).toMatchObject({
      checks: [
        { check: 'assume-role', outcome: 'passed' },
        { check: 'external-id-required', outcome: 'passed' },
        { check: 'account', outcome: 'passed' },
        { check: 'regions', outcome: 'passed' },
      ],
      availableRegions: ['east', 'here', 'west'],
      accountLink: {
        state: 'verified',
        roleArn: roleArnOf(ACCOUNT),
        verifiedAt: expect.any(String),
        regions: [],
      },
    });
    expect(gateway.linking.verified.at(-1)).toMatchObject({
      accountId: ACCOUNT,
      trust: {
        roleArn: roleArnOf(ACCOUNT),
        externalId: setup.body.externalId,
      },
    });

    const chosen = await max.patch(`${path}?version=1`, {
      alias: 'Card payments',
      regions: ['here'],
    });
    expect(chosen.body).toMatchObject({
      alias: 'Card payments',
      version: 2,
      regions: [
        {
          region: 'here',
          fresh: false,
          import: { state: expect.stringMatching(/queued|running/) },
        },
      ],
    });
    expect(
      audit.records.map(({ eventId, severityLevel, outcome, by }) => [
        eventId,
        severityLevel,
        outcome,
        by,
      ]),
    ).toEqual([
      ['account-link-create', 'high', 'succeeded', 'caller'],
      ['account-link-verify', 'high', 'succeeded', 'caller'],
      ['account-link-update', 'high', 'succeeded', 'caller'],
    ]);
    expect(JSON.stringify(audit.records)).not.toContain(setup.body.externalId);
  });

  it.each([
    [{ driver: 'gcp' }, 'request/body/driver must be one of: fake'],
    [{ partition: 'aws' }, 'request/body/partition must be one of: fake'],
    [{ accountId: '12' }, 'An account id has 12 digits'],
    [{ alias: '  ' }, 'request/body/alias must be more than blanks'],
  ])('refuses %j and tells what would be right', async (part, message) => {
    const { status, body } = await max.post('/account-links', {
      ...input,
      accountId: '999988887777',
      ...part,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
    expect(audit.records).toMatchObject([
      { eventId: 'account-link-create', outcome: 'failed' },
    ]);
  });

  it('refuses an account that is linked already', async () => {
    const { accountId } = await link();
    const { status, body } = await max.post('/account-links', {
      ...input,
      accountId,
    });
    expect(status).toBe(409);
    expect(body.error.message).toBe(`Account ${accountId} is linked already`);
  });

  it('refuses a role of another account without asking the gateway', async () => {
    const before = gateway.linking.verified.length;
    const { status, body } = await verify(await link(), roleArnOf(ACCOUNT));
    expect(status).toBe(400);
    expect(body.error.message).toContain('request/body/roleArn must look like');
    expect(gateway.linking.verified).toHaveLength(before);
  });

  it('answers failed checks, shows them, and takes no region of that account', async () => {
    const pending = await link();
    gateway.linking.broken.set(
      pending.accountId,
      'The role can be assumed without the external id.',
    );
    const { status, body } = await verify(pending);
    expect(status).toBe(200);
    const checks = [
      {
        check: 'assume-role',
        outcome: 'failed',
        message: 'The role can be assumed without the external id.',
      },
      { check: 'external-id-required', outcome: 'skipped' },
      { check: 'account', outcome: 'skipped' },
      { check: 'regions', outcome: 'skipped' },
    ];
    expect(body).toMatchObject({
      checks,
      availableRegions: [],
      accountLink: { state: 'pending', checks },
    });
    expect(body.accountLink).not.toHaveProperty('roleArn');
    expect(audit.records.at(-1)).toMatchObject({
      eventId: 'account-link-verify',
      outcome: 'succeeded',
      meta: { passed: false, failedCheck: 'assume-role' },
    });
    const early = await max.patch(`/account-links/${pending.id}?version=1`, {
      regions: ['here'],
    });
    expect(early.status).toBe(409);
    expect(early.body.error.message).toContain('verify its trust role first');
    const sync = await max.post(`/account-links/${pending.id}/sync`);
    expect(sync.status).toBe(409);
  });

  it('forgets the credentials of a role when another takes its place', async () => {
    const account = await verifiedLink();
    const other = `${roleArnOf(account.accountId)}-2`;
    const { body } = await verify(account, other);
    expect(body.accountLink).toMatchObject({ roleArn: other });
    expect(gateway.linking.forgotten.at(-1)).toMatchObject({
      accountId: account.accountId,
      trust: { roleArn: roleArnOf(account.accountId) },
    });
  });

  it('lets verifications at once each answer, and keeps one whole outcome', async () => {
    const account = await link();
    const roles = ['a', 'b', 'c', 'd'].map(
      name => `${roleArnOf(account.accountId)}-${name}`,
    );
    const answers = await Promise.all(roles.map(role => verify(account, role)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await max.get(`/account-links/${account.id}`);
    expect(body.state).toBe('verified');
    expect(roles).toContain(body.roleArn);
  });

  it('answers 503 with the reason when nobody at the account can help', async () => {
    const account = await link();
    gateway.linking.beforeAnswer = async () => {
      throw new GatewayError(
        'base-credentials',
        'Our own credentials have expired; renew them.',
      );
    };
    const { status, body } = await verify(account);
    expect(status).toBe(503);
    expect(body.error.message).toBe(
      'Our own credentials have expired; renew them.',
    );
    const { body: after } = await max.get(`/account-links/${account.id}`);
    expect(after).toMatchObject({ state: 'pending' });
    expect(after).not.toHaveProperty('checks');
  });

  it('takes only regions that are enabled', async () => {
    const { id } = await verifiedLink();
    const { status, body } = await max.patch(`/account-links/${id}?version=1`, {
      regions: ['east', 'south'],
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      'request/body/regions/1 must be a region that is enabled in the account: east, here, west',
    );
  });

  it('refuses a change of an outdated version', async () => {
    const { id } = await verifiedLink();
    await max.patch(`/account-links/${id}?version=1`, { alias: 'First' });
    const { status, body } = await max.patch(`/account-links/${id}?version=1`, {
      alias: 'Second',
    });
    expect(status).toBe(409);
    expect(body.error.message).toContain('changed by somebody else');
  });

  it('unlinks, keeps the link for the record and gives the account a new external id', async () => {
    const account = await verifiedLink();
    const path = `/account-links/${account.id}`;
    const { body: setup } = await max.get(`${path}/trust-setup`);
    const preview = await max.get(`${path}/unlink-preview`);
    expect(preview.body).toEqual({
      gatewayApiCount: 0,
      gatewayApis: [],
      products: [],
      liveSubscriptionCount: 0,
      allowed: true,
    });
    expect((await max.delete(path)).status).toBe(204);
    expect(audit.records.at(-1)).toMatchObject({
      eventId: 'account-unlink',
      severityLevel: 'high',
      outcome: 'succeeded',
    });
    expect(gateway.linking.forgotten.at(-1)).toMatchObject({ id: account.id });
    expect((await max.get(path)).body).toMatchObject({ state: 'unlinked' });
    expect((await max.delete(path)).status).toBe(409);
    expect((await verify(account)).status).toBe(409);

    const again = await link(account.accountId);
    const { body: newSetup } = await max.get(
      `/account-links/${again.id}/trust-setup`,
    );
    expect(newSetup.externalId).not.toBe(setup.externalId);
  });

  it('leaves accounts alone that a driver runs itself', async () => {
    const { body } = await max.get('/account-links/fake');
    expect(body).toMatchObject({
      builtIn: true,
      state: 'verified',
      availableRegions: ['here'],
    });
    const answers = await Promise.all([
      max.patch('/account-links/fake?version=1', { alias: 'Mine' }),
      max.delete('/account-links/fake'),
      max.get('/account-links/fake/trust-setup'),
      max.get('/account-links/fake/unlink-preview'),
      verify({ id: 'fake', accountId: 'fake' }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toBe(
        'Account Fake gateway is run by its gateway driver: it is neither linked, changed nor unlinked by hand',
      );
    }
  });

  it('lists drivers, and links by what is asked for', async () => {
    expect((await max.get('/gateway-drivers')).body.items).toEqual([
      {
        type: 'fake',
        title: 'Fake gateway',
        linkable: true,
        partitions: ['fake'],
        grantsAccess: true,
      },
    ]);
    const { accountId, id } = await link();
    const found = await max.get(
      `/account-links?search=${accountId}&state=pending&driver=fake`,
    );
    expect(found.body).toMatchObject({ totalItems: 1, items: [{ id }] });
    const none = await max.get(
      `/account-links?search=${accountId}&state=verified`,
    );
    expect(none.body).toMatchObject({ totalItems: 0, items: [] });
  });

  it('answers 404 for what is not there', async () => {
    const answers = await Promise.all([
      max.get('/account-links/nope'),
      max.delete('/account-links/nope'),
      max.patch('/account-links/nope?version=1', { alias: 'a' }),
      max.get('/account-link-batches/nope'),
      max.post('/account-link-batches/nope/verification'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      404, 404, 404, 404, 404,
    ]);
  });
});

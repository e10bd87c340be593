import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { roleArnOf } from '../__testUtils__/FakeLinking';
import {
  linkInput as input,
  linkingSubject,
} from '../__testUtils__/linkingSubject';

jest.setTimeout(120_000);

const ACCOUNT = input.accountId;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('linking an account', () => {
  let subject: Awaited<ReturnType<typeof linkingSubject>>;

  beforeAll(async () => {
    subject = await linkingSubject(await databases.init('SQLITE_3'));
  });

  beforeEach(() => {
    subject.audit.records.length = 0;
    subject.gateway.linking.broken.clear();
    subject.gateway.linking.beforeAnswer = async () => {};
  });

  it('begins pending, goes through the trust role to its regions', async () => {
    const { audit, gateway, max, verify } = subject;
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

  it('tells what the role allowed when it was last verified', async () => {
    const { gateway, max, link, verify } = subject;
    const created = await link('210000000077');
    const sets = async () =>
      (await max.get(`/account-links/${created.id}`)).body.permissionSets;
    gateway.linking.permissionSets = ['import', 'deploy'];
    await verify(created);
    expect(await sets()).toEqual(['import', 'deploy']);
    gateway.linking.broken.set(created.accountId, 'It is gone');
    await verify(created);
    expect(await sets()).toEqual(['import', 'deploy']);
    gateway.linking.broken.clear();
    gateway.linking.permissionSets = undefined;
    await verify(created);
    expect(await sets()).toBeUndefined();
  });

  it.each([
    [{ driver: 'gcp' }, 'request/body/driver must be one of: fake'],
    [{ partition: 'aws' }, 'request/body/partition must be one of: fake'],
    [{ accountId: '12' }, 'An account id has 12 digits'],
    [{ alias: '  ' }, 'request/body/alias must be more than blanks'],
  ])('refuses %j and tells what would be right', async (part, message) => {
    const { audit, max } = subject;
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
    const { max, link } = subject;
    const { accountId } = await link();
    const { status, body } = await max.post('/account-links', {
      ...input,
      accountId,
    });
    expect(status).toBe(409);
    expect(body.error.message).toBe(`Account ${accountId} is linked already`);
  });

  it('refuses a role of another account without asking the gateway', async () => {
    const { gateway, link, verify } = subject;
    const before = gateway.linking.verified.length;
    const { status, body } = await verify(await link(), roleArnOf(ACCOUNT));
    expect(status).toBe(400);
    expect(body.error.message).toContain('request/body/roleArn must look like');
    expect(gateway.linking.verified).toHaveLength(before);
  });

  it('answers failed checks, shows them, and takes no region of that account', async () => {
    const { audit, gateway, max, link, verify } = subject;
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
    const { gateway, verify, verifiedLink } = subject;
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
    const { max, link, verify } = subject;
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
    const { gateway, max, link, verify } = subject;
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
});

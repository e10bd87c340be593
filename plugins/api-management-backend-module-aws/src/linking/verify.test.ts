import type {
  LinkedAccount,
  LinkVerification,
} from '@oaf/backstage-plugin-api-management-node';
import { defaultBaseCredentials } from '@oaf/control-plane-simulator';
import {
  account,
  accountId,
  accountSpec,
  role,
  signal,
  startSimulated,
  type Simulated,
} from '../__testUtils__/simulator';

jest.setTimeout(20_000);

describe('verify', () => {
  let simulated: Simulated;

  beforeEach(async () => {
    simulated = await startSimulated({
      accounts: [
        { ...accountSpec, disabledRegions: ['af-south-1'] },
        { accountId: '222222222222', regions: [], roles: [role] },
      ],
    });
  });

  afterEach(() => simulated.close());

  const verify = (linked: LinkedAccount = account) =>
    simulated.driver.linking!.verify(linked, { signal });

  const putRole = (changes: object) =>
    simulated.plane.world.putRole(accountId, { ...role, ...changes });

  function outcomes({ checks }: LinkVerification) {
    return checks.map(({ check, outcome }) => `${check} ${outcome}`);
  }

  function messages({ checks }: LinkVerification) {
    return checks.flatMap(({ message }) => message ?? []);
  }

  it('passes a role that demands the external id, and answers the enabled regions', async () => {
    expect(await verify()).toEqual({
      checks: [
        { check: 'assume-role', outcome: 'passed' },
        { check: 'external-id-required', outcome: 'passed' },
        { check: 'account', outcome: 'passed' },
        { check: 'regions', outcome: 'passed' },
      ],
      regions: ['eu-central-1', 'eu-west-1'],
    });
  });

  it('reads more regions than a page holds', async () => {
    const regions = Array.from({ length: 120 }, (_, i) => `eu-west-${100 + i}`);
    simulated.plane.world.putAccount({ ...accountSpec, regions });
    expect((await verify()).regions).toEqual(regions);
  });

  it.each([
    [
      'is not there',
      () => simulated.plane.world.removeRole(accountId, role.name),
    ],
    ['demands another external id', () => putRole({ externalId: 'another' })],
    [
      'trusts somebody else',
      () => putRole({ trustedPrincipals: ['333333333333'] }),
    ],
  ])('fails a role that %s, with what to do', async (_, change) => {
    change();
    const verification = await verify();
    expect(outcomes(verification)).toEqual([
      'assume-role failed',
      'external-id-required skipped',
      'account skipped',
      'regions skipped',
    ]);
    expect(verification.regions).toEqual([]);
    expect(messages(verification)).toEqual([
      expect.stringMatching(
        /^The role arn:aws:iam::111111111111:role\/OpenApiFrameworkTrust cannot be assumed\. Either it is not there, or it does not trust us with this external id, .* Make the trust stack again with the template of this account/,
      ),
    ]);
  });

  it.each([
    ['us, whatever the external id', {}],
    ['anyone', { trustedPrincipals: ['*'] }],
  ])('refuses a role that trusts %s', async (_, trust) => {
    putRole({ externalId: undefined, ...trust });
    const verification = await verify();
    expect(outcomes(verification)).toEqual([
      'assume-role passed',
      'external-id-required failed',
      'account skipped',
      'regions skipped',
    ]);
    expect(messages(verification)).toEqual([
      expect.stringMatching(
        /^The role can be assumed without an external id\. Whoever learns its ARN could then reach the account through us\. Make the role with the template/,
      ),
    ]);
  });

  it('refuses a role of another account', async () => {
    const roleArn = 'arn:aws:iam::222222222222:role/OpenApiFrameworkTrust';
    const trust = { ...account.trust!, roleArn };
    const verification = await verify({ ...account, trust });
    expect(outcomes(verification)).toContain('account failed');
    expect(messages(verification)).toEqual([
      "The role's session is in account 222222222222, but account 111111111111 is being linked. Enter the ARN of a role in account 111111111111.",
    ]);
  });

  it('fails a role that may not list regions', async () => {
    putRole({ denied: ['account:ListRegions'] });
    const verification = await verify();
    expect(outcomes(verification)).toContain('regions failed');
    expect(messages(verification)).toEqual([
      expect.stringContaining(
        "The role may not list the account's regions. Update its stack to the current template",
      ),
    ]);
  });

  it('does not blame the account for expired credentials of our own', async () => {
    simulated.plane.world.sessions.expire(defaultBaseCredentials.accessKeyId);
    await expect(verify()).rejects.toMatchObject({
      name: 'GatewayError',
      reason: 'base-credentials',
      message: expect.stringMatching(
        /^Not the linked account is at fault: this installation's own AWS credentials .* are expired\. Renew them\./,
      ),
    });
  });

  it('is not misled by a wrong clock, which AWS clients correct', async () => {
    simulated.plane.world.clockOffsetMs = 1_234_000;
    const passed = await verify();
    expect(outcomes(passed)).toEqual([
      'assume-role passed',
      'external-id-required passed',
      'account passed',
      'regions passed',
    ]);
  });

  it('does not blame the account when AWS is out of reach', async () => {
    await simulated.plane.close();
    await expect(verify()).rejects.toMatchObject({
      reason: 'unavailable',
      message: expect.stringMatching(
        /^AWS STS in us-east-1 does not answer as it should\./,
      ),
    });
    simulated = await startSimulated();
  });

  it('cannot verify an account whose role is not made yet', async () => {
    const trust = { externalId: account.trust!.externalId };
    await expect(verify({ ...account, trust })).rejects.toThrow(
      "Account Payments has no trust role yet. Make it with the account's template, then verify the link.",
    );
  });

  it('cannot verify an account of a partition without credentials', async () => {
    await expect(verify({ ...account, partition: 'aws-cn' })).rejects.toThrow(
      'This installation has no credentials for the partition aws-cn. Add it to apiManagement.aws.partitions.',
    );
  });
});

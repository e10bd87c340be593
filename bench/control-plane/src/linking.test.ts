import { ListRegionsCommand } from '@aws-sdk/client-account';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  account,
  accountId,
  externalId,
  roleArn,
} from './__testUtils__/account';
import { assumeRole, clients } from './__testUtils__/clients';
import { defaultBaseCredentials, startControlPlane } from './startControlPlane';
import type { ControlPlane } from './startControlPlane';

describe('linking an account, with the SDK', () => {
  let plane: ControlPlane;

  beforeEach(async () => {
    plane = await startControlPlane({
      accounts: [account],
      verifySignatures: true,
    });
  });

  afterEach(() => plane.close());

  it('lets the role be assumed with its external id', async () => {
    const session = await assumeRole(plane, { roleArn, externalId });
    const identity = await clients(plane, session).sts.send(
      new GetCallerIdentityCommand(),
    );
    expect(identity).toMatchObject({
      Account: accountId,
      Arn: `arn:aws:sts::${accountId}:assumed-role/oaf-trust/test`,
    });
  });

  it.each([
    ['without one', { roleArn }],
    ['with another', { roleArn, externalId: 'other' }],
    ['for an unknown role', { roleArn: `${roleArn}-2`, externalId }],
    [
      'for a role of another partition',
      { roleArn: roleArn.replace('arn:aws:', 'arn:aws-cn:'), externalId },
    ],
  ])('refuses %s', async (_, role) => {
    await expect(assumeRole(plane, role)).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses whom the role does not trust', async () => {
    plane.world.putRole(accountId, {
      name: 'oaf-trust',
      trustedPrincipals: ['arn:aws:iam::888800000000:root'],
      externalId,
    });
    await expect(
      assumeRole(plane, { roleArn, externalId }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('needs no external id for a role that asks for none', async () => {
    plane.world.putRole(accountId, {
      name: 'oaf-trust',
      trustedPrincipals: ['*'],
    });
    await expect(assumeRole(plane, { roleArn })).resolves.toBeDefined();
  });

  it('lists regions with their state', async () => {
    const session = await assumeRole(plane, { roleArn, externalId });
    const { account: service } = clients(plane, session);
    const { Regions } = await service.send(
      new ListRegionsCommand({
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
      }),
    );
    expect(Regions?.map(({ RegionName }) => RegionName)).toEqual([
      'eu-west-1',
      'eu-central-1',
    ]);
    expect((await service.send(new ListRegionsCommand())).Regions).toHaveLength(
      3,
    );
  });

  it('says that base credentials are expired', async () => {
    plane.world.sessions.expire(defaultBaseCredentials.accessKeyId);
    await expect(
      assumeRole(plane, { roleArn, externalId }),
    ).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('says that a session is expired', async () => {
    const session = await assumeRole(plane, { roleArn, externalId });
    plane.world.sessions.expire(session.accessKeyId);
    await expect(
      clients(plane, session).rest.send(new GetRestApisCommand()),
    ).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it.each([
    [
      'an unknown key',
      { accessKeyId: 'AKIAUNKNOWN000000001' },
      'InvalidClientTokenId',
    ],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
  ])('refuses %s', async (_, wrong, name) => {
    await expect(
      assumeRole(
        plane,
        { roleArn, externalId },
        { ...defaultBaseCredentials, ...wrong },
      ),
    ).rejects.toMatchObject({ name });
  });

  it.each([10, -10])(
    'refuses a clock that is %i minutes off',
    async minutes => {
      plane.world.clockOffsetMs = minutes * 60_000;
      await expect(
        assumeRole(plane, { roleArn, externalId }),
      ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    },
  );

  it('refuses a signature of a region that is not enabled', async () => {
    const session = await assumeRole(plane, { roleArn, externalId });
    await expect(
      clients(plane, session, 'af-south-1').rest.send(new GetRestApisCommand()),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});

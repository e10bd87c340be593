import { createHmac } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  deployStack,
  type Emulator,
  stackForMiniStack,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import { readStackTemplate } from '../stackTemplates';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

const portalUrl = 'https://portal.example.com';

describeEmulator(`sign-in on MiniStack ${leftOut ?? ''}`, () => {
  // The first start installs the emulator.
  jest.setTimeout(300_000);

  let emulator: Emulator;
  let cognito: CognitoIdentityProviderClient;
  let outputs: Record<string, string>;

  beforeAll(async () => {
    emulator = await startMiniStack();
    cognito = new CognitoIdentityProviderClient(emulator.clientConfig);
    const { body } = await readStackTemplate('identity');
    outputs = await deployStack(emulator, {
      name: 'identity',
      body: stackForMiniStack(body),
      parameters: {
        Installation: 'test',
        PortalUrl: portalUrl,
        DomainPrefix: 'portal-of-the-test',
      },
    });
  });

  afterAll(() => emulator?.stop());

  const describeClient = async () => {
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({
        UserPoolId: outputs.UserPoolId,
        ClientId: outputs.ClientId,
      }),
    );
    return UserPoolClient!;
  };

  it('knows the portal as its client', async () => {
    await expect(describeClient()).resolves.toMatchObject({
      CallbackURLs: [`${portalUrl}/api/auth/oidc/handler/frame`],
      SupportedIdentityProviders: ['COGNITO'],
      ClientSecret: expect.stringMatching(/.{20}/),
    });
  });

  it('has the groups of the portal', async () => {
    const person = { UserPoolId: outputs.UserPoolId, Username: 'ana' };
    await cognito.send(
      new AdminCreateUserCommand({
        ...person,
        MessageAction: 'SUPPRESS',
        // MiniStack makes shorter ones than the pool takes.
        TemporaryPassword: 'Right-Horse-14',
      }),
    );
    await cognito.send(
      new AdminAddUserToGroupCommand({
        ...person,
        GroupName: 'platform-administrators',
      }),
    );
    const { Groups: groups = [] } = await cognito.send(
      new AdminListGroupsForUserCommand(person),
    );
    expect(groups.map(({ GroupName }) => GroupName)).toEqual([
      'platform-administrators',
    ]);
  });

  it('takes no password but on its pages', async () => {
    const { ClientSecret } = await describeClient();
    const SECRET_HASH = createHmac('sha256', ClientSecret!)
      .update(`ana${outputs.ClientId}`)
      .digest('base64');
    await expect(
      cognito.send(
        new InitiateAuthCommand({
          ClientId: outputs.ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: {
            USERNAME: 'ana',
            PASSWORD: 'Wrong-Horse-14',
            SECRET_HASH,
          },
        }),
      ),
    ).rejects.toThrow(/USER_PASSWORD_AUTH|flow/i);
  });

  it('tells where its metadata is', () => {
    expect(outputs.MetadataUrl).toBe(
      `https://cognito-idp.eu-central-1.amazonaws.com/${outputs.UserPoolId}/.well-known/openid-configuration`,
    );
  });
});

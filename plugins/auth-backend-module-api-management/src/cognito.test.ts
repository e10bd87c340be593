import { Browser } from './__testUtils__/Browser';
import { Portal } from './__testUtils__/Portal';
import { cognito } from './__testUtils__/providers/cognito';
import { StandIn } from './__testUtils__/providers/StandIn';

const identity = {
  userEntityRef: 'user:default/bea',
  ownershipEntityRefs: [
    'user:default/bea',
    'group:default/team-b',
    'group:default/developers',
  ],
};

describe('sign-in with Amazon Cognito', () => {
  const started: { stop(): Promise<void> }[] = [];

  async function open(settings: object = {}, userinfo: object = {}) {
    const provider = await StandIn.start({
      ...cognito,
      userinfo: { ...cognito.userinfo, ...userinfo },
    });
    const portal = await Portal.start({
      metadataUrl: provider.metadataUrl,
      signIn: {
        subjectClaim: 'cognito:username',
        groupsClaim: 'cognito:groups',
      },
      ...settings,
    });
    started.push(portal, provider);
    return portal;
  }

  afterEach(async () => {
    for (const server of started.splice(0)) {
      await server.stop();
    }
  });

  it.each([
    ['true', 'bea@oaf.example'],
    [true, 'bea@oaf.example'],
    ['false', undefined],
    [false, undefined],
  ])(
    'reads email_verified %p at the userinfo endpoint',
    async (sent, email) => {
      const portal = await open({}, { email_verified: sent });
      const { response } = await portal.signIn();
      expect(response.profile.displayName).toBe('Bea Castellanos');
      expect(response.profile.email).toBe(email);
      expect(response.backstageIdentity.identity).toMatchObject(identity);
    },
  );

  it('survives a reload, twice, by the one refresh token', async () => {
    const portal = await open();
    const browser = new Browser();
    await portal.signIn(browser);
    for (const time of ['first', 'second']) {
      const reloaded = await portal.reload(browser);
      expect([time, reloaded.status]).toEqual([time, 200]);
      expect(await reloaded.json()).toMatchObject({
        backstageIdentity: { identity },
      });
    }
    expect(portal.logger.warn).not.toHaveBeenCalled();
  });

  it('refuses the scope that Microsoft Entra ID needs', async () => {
    const portal = await open({ additionalScopes: 'offline_access' });
    const { error } = await portal.signIn();
    expect(error.message).toContain('invalid_scope');
  });
});

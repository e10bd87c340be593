import { Browser } from './__testUtils__/Browser';
import { Portal } from './__testUtils__/Portal';
import { entra } from './__testUtils__/providers/entra';
import { StandIn } from './__testUtils__/providers/StandIn';
import overage from './signIn/__fixtures__/group-overage.json';

const userRef = `user:default/${entra.claims.oid}`;

describe('sign-in with Microsoft Entra ID', () => {
  let provider: StandIn;
  let portal: Portal;

  const startPortal = (settings: object) =>
    Portal.start({
      metadataUrl: provider.metadataUrl,
      additionalScopes: 'offline_access',
      signIn: { subjectClaim: 'oid', groupsClaim: 'roles' },
      ...settings,
    });

  beforeAll(async () => {
    provider = await StandIn.start(entra);
    portal = await startPortal({});
  });

  afterAll(async () => {
    await portal.stop();
    await provider.stop();
  });

  it('makes groups of app roles, and shows an address of which nothing is said', async () => {
    const { response } = await portal.signIn();
    expect(response.profile).toMatchObject({
      displayName: 'Bea Castellanos',
      email: 'bea@oaf.example',
    });
    expect(response.backstageIdentity.identity).toMatchObject({
      userEntityRef: userRef,
      ownershipEntityRefs: [
        userRef,
        'group:default/team-b',
        'group:default/developers',
      ],
    });
  });

  it('survives a reload, twice, with offline_access', async () => {
    const browser = new Browser();
    await portal.signIn(browser);
    expect(provider.scopes).toEqual(
      expect.arrayContaining(['openid', 'profile', 'email', 'offline_access']),
    );
    for (const time of ['first', 'second']) {
      const reloaded = await portal.reload(browser);
      expect([time, reloaded.status]).toEqual([time, 200]);
      expect(await reloaded.json()).toMatchObject({
        backstageIdentity: { identity: { userEntityRef: userRef } },
      });
    }
    expect(portal.logger.warn).not.toHaveBeenCalled();
  });

  it('takes the groups of a reload for the groups', async () => {
    const browser = new Browser();
    await portal.signIn(browser);
    provider.claims = { roles: ['team-c'] };
    const { backstageIdentity } = await (await portal.reload(browser)).json();
    provider.claims = {};
    expect(backstageIdentity.identity.ownershipEntityRefs).toEqual([
      userRef,
      'group:default/team-c',
    ]);
  });

  it('does not survive a reload without offline_access, and says in the log what to set', async () => {
    const careless = await startPortal({ additionalScopes: undefined });
    const browser = new Browser();
    await careless.signIn(browser);
    expect((await careless.reload(browser)).status).toBe(401);
    await careless.signIn(browser);
    await careless.stop();
    expect(careless.logger.warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /gave no refresh token.*auth\.providers\.oidc\.production\.additionalScopes: offline_access/,
        ),
      ],
    ]);
  });

  describe('with the groups claim', () => {
    let withGroups: Portal;
    beforeAll(async () => {
      withGroups = await startPortal({ signIn: { subjectClaim: 'oid' } });
    });
    afterAll(() => withGroups.stop());

    it.each(overage.claims.slice(0, 2))(
      'tells the person what to set: $name',
      async ({ claims }) => {
        provider.claims = claims;
        const { response, error } = await withGroups.signIn();
        provider.claims = {};
        expect(response).toBeUndefined();
        expect(error.message).toMatch(
          /left your groups out of the ID token.*"Groups assigned to the application"; or app roles/,
        );
      },
    );

    it('lets somebody in who is in no group', async () => {
      const { response } = await withGroups.signIn();
      expect(response.backstageIdentity.identity).toMatchObject({
        userEntityRef: userRef,
        ownershipEntityRefs: [userRef],
      });
    });
  });
});

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Browser, locationOf, readFrame } from './__testUtils__/Browser';
import { startClaimsProvider } from './__testUtils__/startClaimsProvider';
import authModule from './index';
import overage from './signIn/__fixtures__/group-overage.json';

async function startBackend(metadataUrl: string) {
  const data = {
    app: { baseUrl: 'http://localhost:3000' },
    backend: { baseUrl: 'http://localhost:7007' },
    apiManagement: { signIn: { subjectClaim: 'oid' } },
    auth: {
      environment: 'production',
      session: { secret: 'session-secret' },
      providers: {
        oidc: {
          production: {
            metadataUrl,
            clientId: 'backstage',
            clientSecret: 'secret',
            prompt: 'auto',
            callbackUrl: 'http://localhost:7007/api/auth/oidc/handler/frame',
          },
        },
      },
    },
  };
  return startTestBackend({
    features: [
      authPlugin,
      authModule,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({ data }),
    ],
  });
}

describe('sign-in with Microsoft Entra ID', () => {
  let provider: Awaited<ReturnType<typeof startClaimsProvider>>;
  let backend: Awaited<ReturnType<typeof startBackend>>;

  beforeAll(async () => {
    provider = await startClaimsProvider();
    backend = await startBackend(provider.issuer);
  });

  afterAll(async () => {
    await backend.stop();
    await provider.stop();
  });

  async function signIn(claims: object) {
    provider.claims = claims;
    const browser = new Browser();
    const url = `http://localhost:${backend.server.port()}`;
    const start = `${url}/api/auth/oidc/start?env=production&origin=http://localhost:3000&scope=openid`;
    const asked = await browser.follow(await browser.visit(start));
    const { pathname, search } = locationOf(asked);
    const frame = await browser.visit(`${url}${pathname}${search}`);
    return readFrame(await frame.text());
  }

  it.each(overage.claims.slice(0, 2))(
    'tells the person what to set: $name',
    async ({ claims }) => {
      const { response, error } = await signIn(claims);
      expect(response).toBeUndefined();
      expect(error.message).toMatch(
        /left your groups out of the ID token.*"Groups assigned to the application"; or app roles/,
      );
    },
  );

  it('lets somebody in who is in no group', async () => {
    const { response } = await signIn(overage.claims[2].claims);
    const userRef = `user:default/${overage.claims[2].claims.oid}`;
    expect(response.backstageIdentity.identity).toMatchObject({
      userEntityRef: userRef,
      ownershipEntityRefs: [userRef],
    });
  });
});

import { createServer } from 'node:net';
import { once } from 'node:events';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import sandbox, { personas } from '@oaf/sandbox';
import { Browser, locationOf, readFrame } from './__testUtils__/Browser';
import authModule from './index';

async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function startBackend() {
  const providerPort = await freePort();
  const backend = await startTestBackend({
    features: [
      sandbox,
      authPlugin,
      authModule,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          sandbox: {
            identityProvider: { port: providerPort },
            upstreams: { port: 0 },
          },
          auth: {
            environment: 'development',
            session: { secret: 'session-secret' },
            providers: {
              oidc: {
                development: {
                  metadataUrl: `http://localhost:${providerPort}`,
                  clientId: 'backstage',
                  clientSecret: 'sandbox-only-secret',
                  prompt: 'login',
                  callbackUrl:
                    'http://localhost:7007/api/auth/oidc/handler/frame',
                },
              },
            },
          },
        },
      }),
    ],
  });
  return {
    backend,
    backendUrl: `http://localhost:${backend.server.port()}`,
  };
}

describe('sign-in with the development identity provider', () => {
  let running: Awaited<ReturnType<typeof startBackend>>;

  beforeAll(async () => {
    running = await startBackend();
  });

  afterAll(() => running.backend.stop());

  async function signIn(personaId: string) {
    const browser = new Browser();
    const start = `${running.backendUrl}/api/auth/oidc/start?env=development&origin=http://localhost:3000`;
    const asked = locationOf(await browser.follow(await browser.visit(start)));
    const chosen = await browser.visit(`${asked}/${personaId}`, 'POST');
    const callback = locationOf(await browser.follow(chosen));
    // The test backend listens on a port of its own choice, not on that of its base URL.
    const frame = await browser.visit(
      `${running.backendUrl}${callback.pathname}${callback.search}`,
    );
    return readFrame(await frame.text());
  }

  it.each(personas)(
    'signs $id in with the groups of the ID token',
    async persona => {
      const { response } = await signIn(persona.id);
      expect(response.profile).toMatchObject({
        displayName: persona.name,
        email: persona.email,
      });
      expect(response.backstageIdentity).toMatchObject({
        token: expect.any(String),
        identity: {
          userEntityRef: `user:default/${persona.id}`,
          ownershipEntityRefs: [
            `user:default/${persona.id}`,
            ...persona.groups.map(group => `group:default/${group}`),
          ],
        },
      });
    },
  );
});

import * as client from 'openid-client';
import { SandboxConfig } from '../config';
import { RunningServer } from '../listen';
import { personas } from '../personas';
import { startIdentityProvider } from './startIdentityProvider';

const redirectUri = 'http://localhost:7007/api/auth/oidc/handler/frame';
const appUrl = 'http://localhost:3000';

const config: SandboxConfig['identityProvider'] = {
  host: '127.0.0.1',
  port: 0,
  configKey: 'sandbox.identityProvider.port',
  relyingParty: {
    clientId: 'backstage',
    clientSecret: 'secret',
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [appUrl],
  },
};

/** A browser as far as sign-in needs one: keeps cookies, follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async visit(url: string | URL, method = 'GET', body?: URLSearchParams) {
    const response = await fetch(url, {
      method,
      body,
      redirect: 'manual',
      headers: { cookie: [...this.#cookies.values()].join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      this.#cookies.set(pair.split('=')[0], pair);
    }
    return response;
  }
}

function locationOf(response: Response) {
  return new URL(response.headers.get('location')!, response.url);
}

describe('identity provider', () => {
  let provider: RunningServer;
  let relyingParty: client.Configuration;

  beforeAll(async () => {
    provider = await startIdentityProvider(config);
    relyingParty = await client.discovery(
      new URL(`http://localhost:${provider.port}`),
      'backstage',
      {},
      client.ClientSecretBasic('secret'),
      { execute: [client.allowInsecureRequests] },
    );
  });

  afterAll(() => provider.close());

  function authorizationUrl(parameters: Record<string, string> = {}) {
    return client.buildAuthorizationUrl(relyingParty, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: 'some-state',
      ...parameters,
    });
  }

  async function signIn(browser: Browser, personaId: string, url: URL) {
    const asked = locationOf(await browser.visit(url));
    const chosen = await browser.visit(`${asked}/${personaId}`, 'POST');
    const callback = locationOf(await browser.visit(locationOf(chosen)));
    return client.authorizationCodeGrant(relyingParty, callback, {
      expectedState: 'some-state',
      idTokenExpected: true,
    });
  }

  it.each(personas)(
    'signs $id in by the code flow, groups in the ID token and in userinfo',
    async persona => {
      const tokens = await signIn(
        new Browser(),
        persona.id,
        authorizationUrl({ prompt: 'login' }),
      );
      const claims = {
        sub: persona.id,
        name: persona.name,
        email: persona.email,
        email_verified: true,
        groups: persona.groups,
      };
      expect(tokens.claims()).toMatchObject(claims);
      await expect(
        client.fetchUserInfo(relyingParty, tokens.access_token, persona.id),
      ).resolves.toMatchObject(claims);
    },
  );

  it('lists each persona as a button with its description', async () => {
    const browser = new Browser();
    const asked = locationOf(await browser.visit(authorizationUrl()));
    const page = await (await browser.visit(asked)).text();
    for (const persona of personas) {
      expect(page).toContain(`action="${asked.pathname}/${persona.id}"`);
      expect(page).toContain(persona.name);
      expect(page).toContain(persona.description);
    }
  });

  it('remembers the session and grants consent without asking', async () => {
    const browser = new Browser();
    await signIn(browser, 'bea', authorizationUrl());
    const callback = locationOf(
      await browser.visit(authorizationUrl({ prompt: 'none' })),
    );
    expect(callback.searchParams.get('code')).toBeTruthy();
  });

  it('goes through when the client asks for consent', async () => {
    const browser = new Browser();
    await signIn(browser, 'bea', authorizationUrl());
    const asked = locationOf(
      await browser.visit(authorizationUrl({ prompt: 'consent' })),
    );
    const consented = locationOf(await browser.visit(asked));
    const callback = locationOf(await browser.visit(consented));
    expect(callback.searchParams.get('code')).toBeTruthy();
  });

  it('renews tokens with the refresh token, groups included', async () => {
    const tokens = await signIn(new Browser(), 'max', authorizationUrl());
    const renewed = await client.refreshTokenGrant(
      relyingParty,
      tokens.refresh_token!,
    );
    expect(renewed.claims()?.groups).toEqual(['team-a', 'api-managers']);
  });

  it('ends the session on sign-out', async () => {
    const browser = new Browser();
    const tokens = await signIn(browser, 'carl', authorizationUrl());
    const page = await browser.visit(
      client.buildEndSessionUrl(relyingParty, {
        id_token_hint: tokens.id_token!,
        post_logout_redirect_uri: appUrl,
      }),
    );
    const html = await page.text();
    const action = /action="([^"]+)"/.exec(html)![1];
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1];
    const signedOut = await browser.visit(
      action,
      'POST',
      new URLSearchParams({ xsrf, logout: 'yes' }),
    );
    expect(locationOf(signedOut).origin).toBe(appUrl);
    const callback = locationOf(
      await browser.visit(authorizationUrl({ prompt: 'none' })),
    );
    expect(callback.searchParams.get('error')).toBe('login_required');
  });

  it('revokes the refresh token', async () => {
    const tokens = await signIn(new Browser(), 'ada', authorizationUrl());
    await client.tokenRevocation(relyingParty, tokens.refresh_token!);
    await expect(
      client.refreshTokenGrant(relyingParty, tokens.refresh_token!),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('signs nobody in who is not a persona', async () => {
    const browser = new Browser();
    const asked = locationOf(await browser.visit(authorizationUrl()));
    const refused = await browser.visit(`${asked}/mallory`, 'POST');
    expect(refused.status).toBe(404);
  });

  it('says so when the sign-in has expired or belongs to another browser', async () => {
    const asked = locationOf(await new Browser().visit(authorizationUrl()));
    const answer = await new Browser().visit(`${asked}/ada`, 'POST');
    expect(answer.status).toBe(400);
    await expect(answer.text()).resolves.toContain('This sign-in has expired');
  });

  it('refuses a redirect URI that is not registered, without redirecting there', async () => {
    const answer = await new Browser().visit(
      authorizationUrl({ redirect_uri: 'https://evil.example/' }),
    );
    expect(answer.status).toBe(400);
    await expect(answer.text()).resolves.toContain('invalid_redirect_uri');
  });
});

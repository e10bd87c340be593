import { createApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';

/** A running backend and its app, by their addresses. */
export type Site = { readonly url: string; readonly appUrl: string };

export type SignedInPersona = { token: string; api: ApiManagementClient };

/** Signs a persona in through the development identity provider, as a browser does, and answers a client for it. */
export async function signIn(
  backend: Site,
  persona: string,
  environment = 'development',
): Promise<SignedInPersona> {
  const visit = browser();
  const start = `${backend.url}/api/auth/oidc/start?env=${environment}&origin=${backend.appUrl}`;
  const authorization = await visit(start);
  const interaction = locationOf(await visit(locationOf(authorization)));
  const chosen = await visit(`${interaction}/${persona}`, 'POST');
  const callback = locationOf(await visit(locationOf(chosen)));
  const frame = await (await visit(callback)).text();
  const [, message] = /decodeURIComponent\('([^']+)'\)/.exec(frame)!;
  const { response } = JSON.parse(decodeURIComponent(message));
  const { token } = response.backstageIdentity;
  return { token, api: clientOf(backend, token) };
}

/** A client for whoever the token was made out to. */
export function clientOf(
  backend: Pick<Site, 'url'>,
  token: string,
): ApiManagementClient {
  return createApiManagementClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `${backend.url}/api/${pluginId}`,
    },
    fetchApi: {
      fetch: (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...init?.headers, authorization: `Bearer ${token}` },
        }),
    },
  });
}

function locationOf(response: Response): URL {
  const location = response.headers.get('location');
  if (!location) {
    throw new Error(
      `${response.url} answered ${response.status} without a location`,
    );
  }
  return new URL(location, response.url);
}

/** Keeps the cookies of all ports of localhost, as browsers do. */
function browser() {
  const cookies = new Map<string, string>();
  return async (url: string | URL, method = 'GET') => {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: [...cookies.values()].join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      cookies.set(pair.split('=')[0], pair);
    }
    return response;
  };
}

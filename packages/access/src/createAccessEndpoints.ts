import type {
  AccessContext,
  AccessEndpointsOptions,
  Endpoint,
} from './endpoints/Endpoint';
import { jwks } from './endpoints/jwks';
import { metadata } from './endpoints/metadata';
import { nonce } from './endpoints/nonce';
import { register } from './endpoints/register';
import { respond, respondWithError } from './endpoints/respond';
import { token } from './endpoints/token';
import { OAuthError } from './OAuthError';

/** A fetch-style handler. */
export type FetchHandler = (request: Request) => Promise<Response>;

interface Route {
  method: 'GET' | 'POST';
  endpoint: Endpoint;
}

function routesOf(issuer: string): Map<string, Route> {
  const path = new URL(issuer).pathname.replace(/\/$/, '');
  return new Map<string, Route>([
    [
      `/.well-known/oauth-authorization-server${path}`,
      { method: 'GET', endpoint: metadata },
    ],
    [
      `${path}/.well-known/openid-configuration`,
      { method: 'GET', endpoint: metadata },
    ],
    [`${path}/jwks`, { method: 'GET', endpoint: jwks }],
    [`${path}/register`, { method: 'POST', endpoint: register }],
    [`${path}/nonce`, { method: 'POST', endpoint: nonce }],
    [`${path}/token`, { method: 'POST', endpoint: token }],
  ]);
}

function refuseMethod({ method }: Route): Response {
  return respond(
    { error: 'invalid_request', error_description: `Use ${method}` },
    { status: 405, headers: { Allow: method } },
  );
}

async function answer(
  endpoint: Endpoint,
  request: Request,
  context: AccessContext,
): Promise<Response> {
  try {
    return await endpoint(request, context);
  } catch (error) {
    if (error instanceof OAuthError) {
      return respondWithError(error);
    }
    throw error;
  }
}

/**
 * The authorization server for machines: metadata (RFC 8414), `/register` (RFC 7591), `/nonce`, `/token` (RFC 6749 client
 * credentials with RFC 7523 and RFC 9449) and `/jwks`, all under the issuer's path; other paths answer 404.
 * A caller's mistake is always a response; the promise rejects only when a port fails.
 */
export function createAccessEndpoints(
  options: AccessEndpointsOptions,
): FetchHandler {
  const context = { clock: Date.now, ...options };
  const routes = routesOf(options.issuer);
  return async request => {
    const route = routes.get(new URL(request.url).pathname);
    if (!route) {
      return respond({ error: 'not_found' }, { status: 404 });
    }
    return request.method === route.method
      ? answer(route.endpoint, request, context)
      : refuseMethod(route);
  };
}

import type { Connection } from './connection';
import type {
  AccessContext,
  AccessEndpointsOptions,
  Endpoint,
} from './endpoints/Endpoint';
import { jwks } from './endpoints/jwks';
import { keyPair } from './endpoints/keyPair';
import { metadata } from './endpoints/metadata';
import { nonce } from './endpoints/nonce';
import { register } from './endpoints/register';
import {
  deleteRegistration,
  readRegistration,
  updateRegistration,
} from './endpoints/registration';
import { respond, respondWithError } from './endpoints/respond';
import { revoke } from './endpoints/revoke';
import { token } from './endpoints/token';
import { OAuthError } from './OAuthError';
import type { AccessRequest, AccessResponse } from './request/AccessRequest';

/** Answers requests to the endpoints. The host says of the connection what it has verified. */
export type AccessService = (
  request: AccessRequest,
  connection?: Connection,
) => Promise<AccessResponse>;

/** Endpoints of one address, by method. */
type Resource = Partial<Record<string, Endpoint>>;

/** The issuer's path, empty at the root. */
function pathOf(issuer: string): string {
  return new URL(issuer).pathname.replace(/\/$/, '');
}

function createRouter({ issuer, keyPairs }: AccessEndpointsOptions) {
  const path = pathOf(issuer);
  const resources = new Map<string, Resource>([
    [`/.well-known/oauth-authorization-server${path}`, { GET: metadata }],
    [`${path}/.well-known/openid-configuration`, { GET: metadata }],
    [`${path}/jwks`, { GET: jwks }],
    [`${path}/register`, { POST: register }],
    [`${path}/nonce`, { POST: nonce }],
    [`${path}/token`, { POST: token }],
    [`${path}/revoke`, { POST: revoke }],
  ]);
  if (keyPairs) {
    resources.set(`${path}/key-pair`, { POST: keyPair(keyPairs) });
  }
  const registration: Resource = {
    GET: readRegistration,
    PUT: updateRegistration,
    DELETE: deleteRegistration,
  };
  return (requested: string): Resource | undefined =>
    requested.startsWith(`${path}/register/`)
      ? registration
      : resources.get(requested);
}

function refuseMethod(resource: Resource): AccessResponse {
  const allowed = Object.keys(resource).join(', ');
  return respond(
    { error: 'invalid_request', error_description: `Use ${allowed}` },
    { status: 405, headers: { Allow: allowed } },
  );
}

async function answer(
  endpoint: Endpoint,
  request: AccessRequest,
  context: AccessContext,
  connection: Connection,
): Promise<AccessResponse> {
  try {
    return await endpoint(request, context, connection);
  } catch (error) {
    if (error instanceof OAuthError) {
      return respondWithError(error);
    }
    throw error;
  }
}

/** Both addresses lead to one router, so they must have one path. */
function checkAlias({ issuer, mutualTls }: AccessEndpointsOptions) {
  if (mutualTls && pathOf(mutualTls.aliasBaseUrl) !== pathOf(issuer)) {
    throw new TypeError(
      `mutualTls.aliasBaseUrl (${mutualTls.aliasBaseUrl}) must have the path of the issuer (${issuer})`,
    );
  }
}

/**
 * The authorization server for machines: metadata (RFC 8414), `/register` (RFC 7591, RFC 7592), `/nonce`, `/token` (RFC 6749
 * client credentials with RFC 7523, and RFC 9449 or RFC 8705), `/revoke` (RFC 7009) and `/jwks`, all under the issuer's path;
 * other paths answer 404. A caller's mistake is always a response; the promise rejects only when a port fails.
 * @throws TypeError when the options contradict each other
 */
export function createAccessService(
  options: AccessEndpointsOptions,
): AccessService {
  checkAlias(options);
  const context = { clock: Date.now, ...options };
  const route = createRouter(options);
  return async (request, connection = {}) => {
    const resource = route(request.path);
    if (!resource) {
      return respond({ error: 'not_found' }, { status: 404 });
    }
    const endpoint = Object.hasOwn(resource, request.method)
      ? resource[request.method]
      : undefined;
    return endpoint
      ? answer(endpoint, request, context, connection)
      : refuseMethod(resource);
  };
}

import type { Grant } from '@oaf/contract';
import type { ClientRegistry, Clock, ReplayStore, TokenKeys } from '../ports';

export interface AuthorizerOptions {
  /** Issuer identifier, without a trailing slash. */
  issuer: string;
  registry: ClientRegistry;
  replay: ReplayStore;
  /** The issuer's public keys; a TokenSigner will do. */
  keys: TokenKeys;
  /** Default `Date.now`. */
  clock?: Clock;
}

/** One call to an API, as the gateway saw it. */
export interface AuthorizationRequest {
  method: string;
  /** The configured public base URL plus the path, never built from `Host` or `X-Forwarded-*`. A query is ignored. */
  url: string;
  headers: Headers;
  /** The API the call was routed to; `resource` is its invoke URL without a trailing slash. */
  api: { apiId: string; stage: string; resource: string };
}

export interface Allowed {
  allow: true;
  grant: Grant;
  clientId: string;
  /** `jti` of the access token. */
  tokenId: string;
  apiKeyCredentialId: string;
  /** Space-separated scopes of the token. */
  scope: string;
}

export interface Denied {
  allow: false;
  status: 401 | 403;
  /** RFC 6750 or RFC 9449 code, or `missing_token`, `invalid_api_key`, `access_denied`. */
  error: string;
  description: string;
  /** Value of the WWW-Authenticate header; null when the answer carries none. */
  wwwAuthenticate: string | null;
  /** The caller's grant, for the access log; null while the caller is not recognised. */
  grant: Grant | null;
  tokenId: string | null;
}

export type Authorization = Allowed | Denied;

export type Authorizer = (
  request: AuthorizationRequest,
) => Promise<Authorization>;

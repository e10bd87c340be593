import type { HeaderFields } from '../request/AccessRequest';
import type { Grant, Limits, ScopeRule } from '@oaf/contract';
import type {
  ClientCertificate,
  ClientRegistry,
  Clock,
  ReplayStore,
  RevokedCertificates,
  RevokedTokens,
  TokenKeys,
} from '../ports';

export interface AuthorizerOptions {
  /** Issuer identifier, without a trailing slash. */
  issuer: string;
  registry: Pick<ClientRegistry, 'findByClientId' | 'recordUse'>;
  replay: ReplayStore;
  revokedTokens: Pick<RevokedTokens, 'has'>;
  /** The issuer's public keys; a TokenSigner will do. */
  keys: TokenKeys;
  /** Only for certificate-bound tokens behind an edge that does not check revocation itself, as API Gateway's mutual TLS. */
  revokedCertificates?: RevokedCertificates;
  /** Verified tokens to remember, by hash. Default 10,000, some 10 MB. */
  tokenCacheSize?: number;
  /** Default `Date.now`. */
  clock?: Clock;
}

/** One call to an API, as the gateway saw it. */
export interface AuthorizationRequest {
  method: string;
  /** The configured public base URL plus the path, never built from `Host` or `X-Forwarded-*`. A query is ignored. */
  url: string;
  headers: HeaderFields;
  /** Needed for certificate-bound tokens (RFC 8705). */
  clientCertificate?: ClientCertificate;
  /** Invoke URL, without a trailing slash, of the API that the call was routed to: what the token must be for. */
  resource: string;
}

export interface Allowed {
  allow: true;
  grant: Grant;
  clientId: string;
  /** `jti` of the access token. */
  tokenId: string;
  apiKeyCredentialId: string;
  /** What the call is counted and limited by; not the grant's where the API key is of another plan. */
  plan: { id: string; limits: Limits };
  /** Space-separated scopes of the token. */
  scope: string;
  /** What the token's scopes allow at this API; a policy that is cached must allow no more. */
  rules: ScopeRule[];
  /** A call that carried a proof must be judged anew each time; one with a certificate may be cached briefly. */
  binding: 'dpop' | 'mtls';
  /** Expiry of the access token, epoch seconds. */
  expiresAt: number;
  /** The presented API key: what API Gateway calls `usageIdentifierKey`. A secret; never log it. */
  apiKey: string;
}

export interface Denied {
  allow: false;
  status: 401 | 403 | 429;
  /** RFC 6750 or RFC 9449 code, or `missing_token`, `invalid_api_key`, `access_denied`, `quota_exceeded`. */
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

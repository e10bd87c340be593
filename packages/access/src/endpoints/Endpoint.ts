import type { AccessRequest, AccessResponse } from '../request/AccessRequest';
import type { Connection } from '../connection';
import type {
  ClientRegistry,
  Clock,
  KeyPairs,
  NonceKeys,
  ReplayStore,
  RevokedCertificates,
  RevokedTokens,
  TokenSigner,
} from '../ports';

/** Certificate-bound access tokens (RFC 8705 section 3). */
export interface MutualTlsOptions {
  /**
   * The issuer's endpoints at an edge that asks for client certificates, without a trailing slash; the path is the
   * issuer's. They are published as `mtls_endpoint_aliases` (RFC 8705 section 5).
   */
  aliasBaseUrl: string;
  /** Only when the edge does not check revocation itself. */
  revokedCertificates?: RevokedCertificates;
}

export interface AccessEndpointsOptions {
  /** Issuer identifier, without a trailing slash. Endpoints and proofs are judged by it, never by the request's Host. */
  issuer: string;
  registry: ClientRegistry;
  replay: ReplayStore;
  revokedTokens: RevokedTokens;
  nonceKeys: NonceKeys;
  signer: TokenSigner;
  /** Left out: client certificates are ignored and every token is bound to a DPoP key. */
  mutualTls?: MutualTlsOptions;
  /** Left out: consumers make their key pairs themselves, and there is no `/key-pair`. */
  keyPairs?: KeyPairs;
  /** Default `Date.now`. */
  clock?: Clock;
}

/** The options of the door with their defaults filled in. */
export type AccessContext = AccessEndpointsOptions & { clock: Clock };

/** One endpoint: a list of named steps. Throws OAuthError for a caller's mistake. */
export type Endpoint = (
  request: AccessRequest,
  context: AccessContext,
  connection: Connection,
) => Promise<AccessResponse>;

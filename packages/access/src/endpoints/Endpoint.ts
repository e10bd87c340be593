import type {
  ClientRegistry,
  Clock,
  NonceKeys,
  ReplayStore,
  TokenSigner,
} from '../ports';

export interface AccessEndpointsOptions {
  /** Issuer identifier, without a trailing slash. Endpoints and proofs are judged by it, never by the request's Host. */
  issuer: string;
  registry: ClientRegistry;
  replay: ReplayStore;
  nonceKeys: NonceKeys;
  signer: TokenSigner;
  /** Default `Date.now`. */
  clock?: Clock;
}

/** The options of the door with their defaults filled in. */
export type AccessContext = Required<AccessEndpointsOptions>;

/** One endpoint: a list of named steps. Throws OAuthError for a caller's mistake. */
export type Endpoint = (
  request: Request,
  context: AccessContext,
) => Promise<Response>;

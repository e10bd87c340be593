import { signingAlgorithms } from '../algorithms';
import type { AccessContext, Endpoint } from './Endpoint';
import { respond } from './respond';

/** RFC 8705 section 5. Registration is not among them: a client enrols a key, not a certificate. */
function mutualTlsMetadata({ mutualTls }: AccessContext) {
  return (
    mutualTls && {
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: {
        token_endpoint: `${mutualTls.aliasBaseUrl}/token`,
        revocation_endpoint: `${mutualTls.aliasBaseUrl}/revoke`,
      },
    }
  );
}

/** Authorization server metadata (RFC 8414, RFC 7009, RFC 8705, RFC 9449). `nonce_endpoint` is that of OpenID4VCI. */
export const metadata: Endpoint = async (_request, context) => {
  const { issuer, keyPairs } = context;
  const answer = {
    issuer,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    revocation_endpoint: `${issuer}/revoke`,
    nonce_endpoint: `${issuer}/nonce`,
    jwks_uri: `${issuer}/jwks`,
    ...(keyPairs && { key_pair_endpoint: `${issuer}/key-pair` }),
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: signingAlgorithms,
    revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
    revocation_endpoint_auth_signing_alg_values_supported: signingAlgorithms,
    dpop_signing_alg_values_supported: signingAlgorithms,
    ...mutualTlsMetadata(context),
  };
  return respond(answer, {
    headers: { 'Cache-Control': 'public, max-age=300' },
  });
};

import { randomBytes } from 'node:crypto';
import { generateSigningKey } from '@oaf/access';
import Provider from 'oidc-provider';
import type { BenchClient } from '../client/BenchClient';

const resourceServer = {
  scope: 'accounts:read accounts:write',
  accessTokenFormat: 'jwt' as const,
  accessTokenTTL: 300,
  jwt: { sign: { alg: 'ES256' as const } },
};

/** oidc-provider with its memory adapter, set to the same grant: `private_key_jwt`, DPoP with nonce, ES256 JWT for a resource. */
export async function createOracle(
  issuer: string,
  { clientId, publicJwk, kid }: BenchClient,
): Promise<Provider> {
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        dpop_bound_access_tokens: true,
        scope: resourceServer.scope,
        jwks: { keys: [{ ...publicJwk, kid }] },
      },
    ],
    jwks: { keys: [{ ...(await generateSigningKey()), use: 'sig' }] },
    clientAuthMethods: ['private_key_jwt'],
    scopes: resourceServer.scope.split(' '),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: {
        enabled: true,
        nonceSecret: randomBytes(32),
        requireNonce: () => true,
      },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => resourceServer,
      },
    },
  } as ConstructorParameters<typeof Provider>[1]);
}

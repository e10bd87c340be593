import type { Grant } from '@oaf/contract';
import { toSeconds } from '../clock';
import type { ClientKey } from '../ports';
import { endOf } from './liveKeys';

/** What {@link clientInformation} tells of. */
export interface Registration {
  grant: Grant;
  keys: Pick<ClientKey, 'jwk' | 'notAfter' | 'expiresAt'>[];
  /** The registration access token, which the caller has just been given or has shown: only its hash is kept. */
  registrationToken: string;
  scope: string;
}

/** A key that ends says when: `exp`, epoch seconds. Clients ignore members they do not know (RFC 7517 section 4). */
function toPublicJwk({ jwk, ...key }: Registration['keys'][number]) {
  const end = endOf(key);
  return end === null ? jwk : { ...jwk, exp: toSeconds(end) };
}

/** The client information response (RFC 7591 section 3.2.1, RFC 7592 section 3). */
export function clientInformation(
  { grant, keys, registrationToken, scope }: Registration,
  issuer: string,
) {
  return {
    client_id: grant.clientId,
    registration_client_uri: `${issuer}/register/${grant.clientId}`,
    registration_access_token: registrationToken,
    client_name: grant.applicationName,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: keys[0].jwk.alg,
    grant_types: ['client_credentials'],
    response_types: [],
    dpop_bound_access_tokens: true,
    scope,
    jwks: { keys: keys.map(toPublicJwk) },
  };
}

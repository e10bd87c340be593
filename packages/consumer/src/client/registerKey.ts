import * as client from 'openid-client';
import { discoveryOptions } from './connect';
import { importPair, type PrivateKey, toPublicJwk } from './keys';

/** What the issuer says of itself, before there is a client. */
export async function discover(issuer: URL): Promise<client.Configuration> {
  return client.discovery(
    issuer,
    'enrolment',
    undefined,
    client.None(),
    discoveryOptions(issuer),
  );
}

/** Registers the public half of a key pair of this machine (RFC 7591). */
export async function registerKey(
  config: client.Configuration,
  key: PrivateKey,
  initialAccessToken: string,
): Promise<client.ClientMetadata> {
  const issuer = new URL(config.serverMetadata().issuer);
  const pair = await importPair(key);
  const registered = await client.dynamicClientRegistration(
    issuer,
    {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: key.alg,
      grant_types: ['client_credentials'],
      jwks: { keys: [toPublicJwk(key)] },
    },
    client.None(),
    {
      ...discoveryOptions(issuer),
      initialAccessToken,
      DPoP: client.getDPoPHandle(config, pair),
    },
  );
  return registered.clientMetadata();
}

import { randomUUID } from 'node:crypto';
import { exportJWK, type JWK, SignJWT } from 'jose';
import * as client from 'openid-client';
import { thumbprint } from '../../jws/thumbprint';
import { exampleSecrets } from '../../testUtils';

/** openid-client with a key pair, as a consumer of {@link exampleGrant}. */
export interface OauthClient {
  config: client.Configuration;
  DPoP: client.DPoPHandle;
  privateKey: client.CryptoKey;
  jwk: JWK & { kid: string };
}

const clientId = 'sub_example';

const options = {
  algorithm: 'oauth2' as const,
  execute: [client.allowInsecureRequests],
};

export async function createOauthClient(issuer: URL): Promise<OauthClient> {
  const keys = await client.randomDPoPKeyPair('ES256', { extractable: true });
  const { privateKey } = keys;
  const publicJwk = await exportJWK(keys.publicKey);
  const kid = thumbprint(publicJwk);
  const config = await client.discovery(
    issuer,
    clientId,
    undefined,
    client.PrivateKeyJwt({ key: privateKey, kid }),
    options,
  );
  const DPoP = client.getDPoPHandle(config, keys);
  return { config, DPoP, privateKey, jwk: { ...publicJwk, alg: 'ES256', kid } };
}

const metadataOf = ({ jwk }: OauthClient) => ({
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: ['client_credentials'],
  jwks: { keys: [jwk as client.JsonObject] },
});

/** RFC 7591. */
export async function enrol(consumer: OauthClient) {
  const registered = await client.dynamicClientRegistration(
    new URL(consumer.config.serverMetadata().issuer),
    metadataOf(consumer),
    client.None(),
    {
      ...options,
      DPoP: consumer.DPoP,
      initialAccessToken: exampleSecrets.initialAccessToken,
    },
  );
  return registered.clientMetadata();
}

/** RFC 7592: the new key's client asks, the old key agrees. */
export async function rotate(
  registration: client.ClientMetadata,
  old: OauthClient,
  next: OauthClient,
): Promise<Response> {
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: old.jwk.kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(old.config.serverMetadata().issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(old.privateKey);
  const body = {
    ...metadataOf(next),
    client_id: clientId,
    jwks_overlap: 0,
    client_assertion: assertion,
    client_assertion_type:
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
  const send = () =>
    client.fetchProtectedResource(
      next.config,
      String(registration.registration_access_token),
      new URL(String(registration.registration_client_uri)),
      'PUT',
      JSON.stringify(body),
      new Headers({ 'Content-Type': 'application/json' }),
      { DPoP: next.DPoP },
    );
  // The first answer brings the nonce.
  await send();
  return send();
}

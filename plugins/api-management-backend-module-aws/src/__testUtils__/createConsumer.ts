import { calculateJwkThumbprint, exportJWK } from 'jose';
import * as client from 'openid-client';
import { Agent, fetch } from 'undici';

/** A consumer's program: openid-client with a key pair of its own. */
export type Consumer = {
  /** The private part of its key, as in a JWK. */
  privateKey: string;
  enrol(temporaryPassword: string): Promise<unknown>;
  getToken(): Promise<string>;
  call(token: string, url: string, apiKey: string): Promise<Response>;
  close(): Promise<void>;
};

/**
 * @param certificate - PEM, of the issuer's domain
 * @param given - its key pair; default: a new one
 */
export async function createConsumer(
  issuer: string,
  clientId: string,
  certificate: string,
  given?: CryptoKeyPair,
): Promise<Consumer> {
  const dispatcher = new Agent({ connect: { ca: certificate } });
  const customFetch = ((url: string, init: object) =>
    fetch(url, { ...init, dispatcher })) as unknown as client.CustomFetch;
  const options = {
    algorithm: 'oauth2' as const,
    [client.customFetch]: customFetch,
  };
  const keys =
    given ?? (await client.randomDPoPKeyPair('ES256', { extractable: true }));
  const jwk = { ...(await exportJWK(keys.publicKey)), alg: 'ES256' };
  const kid = await calculateJwkThumbprint(jwk);
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    undefined,
    client.PrivateKeyJwt({ key: keys.privateKey, kid }),
    options,
  );
  const DPoP = client.getDPoPHandle(config, keys);
  const { d: privateKey } = await exportJWK(keys.privateKey);
  return {
    privateKey: privateKey!,
    enrol: initialAccessToken =>
      client.dynamicClientRegistration(
        new URL(issuer),
        {
          token_endpoint_auth_method: 'private_key_jwt',
          grant_types: ['client_credentials'],
          jwks: { keys: [{ ...jwk, kid }] as client.JsonObject[] },
        },
        client.None(),
        { ...options, DPoP, initialAccessToken },
      ),
    getToken: async () => {
      const answer = await client.clientCredentialsGrant(config, {}, { DPoP });
      return answer.access_token;
    },
    call: (token, url, apiKey) =>
      client.fetchProtectedResource(
        config,
        token,
        new URL(url),
        'GET',
        undefined,
        new Headers({ 'x-api-key': apiKey }),
        { DPoP },
      ),
    close: () => dispatcher.close(),
  };
}

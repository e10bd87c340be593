import * as client from 'openid-client';
import { calculateJwkThumbprint, decodeJwt, exportJWK } from 'jose';
import { sha256 } from './hash';
import { exampleSecrets } from './testUtils/exampleGrant';
import {
  startTestGateway,
  type TestGateway,
} from './testUtils/startTestGateway';

/** What a consumer writes: openid-client only, no OAuth code of our own. */
async function connect(gateway: TestGateway, alg: string) {
  const keys = await client.randomDPoPKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), alg };
  const kid = await calculateJwkThumbprint(jwk);
  const authentication = client.PrivateKeyJwt({ key: keys.privateKey, kid });
  const config = await client.discovery(
    new URL(gateway.issuer),
    gateway.grant.clientId,
    undefined,
    authentication,
    { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
  );
  return { keys, jwk, kid, config, DPoP: client.getDPoPHandle(config, keys) };
}

type Connection = Awaited<ReturnType<typeof connect>>;

function enrol(gateway: TestGateway, { jwk, DPoP }: Connection) {
  return client.dynamicClientRegistration(
    new URL(gateway.issuer),
    {
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks: { keys: [jwk] },
    },
    client.None(),
    {
      initialAccessToken: exampleSecrets.initialAccessToken,
      DPoP,
      execute: [client.allowInsecureRequests],
    },
  );
}

/** A client assertion as openid-client puts it into the body of a request. */
async function assert({ config, keys, kid }: Connection) {
  const body = new URLSearchParams();
  const authenticate = client.PrivateKeyJwt({ key: keys.privateKey, kid });
  await authenticate(
    config.serverMetadata() as never,
    config.clientMetadata() as never,
    body,
    new Headers(),
  );
  return Object.fromEntries(body);
}

function callApi(
  gateway: TestGateway,
  token: string,
  { config, DPoP }: Connection,
) {
  return client.fetchProtectedResource(
    config,
    token,
    new URL(`${gateway.baseUrl}/accounts/accounts/1?page=2`),
    'GET',
    undefined,
    new Headers({ 'x-api-key': exampleSecrets.apiKey }),
    { DPoP },
  );
}

describe('openid-client as the consumer', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway();
  });

  afterEach(() => gateway.close());

  it.each(['ES256', 'PS256', 'Ed25519'])(
    'enrols, gets a token and calls the API with %s',
    async alg => {
      const connection = await connect(gateway, alg);

      const registered = await enrol(gateway, connection);
      expect(registered.clientMetadata()).toMatchObject({
        client_id: 'sub_example',
        client_name: 'Household book',
        scope: 'accounts:read accounts:write',
        jwks: { keys: [{ kid: connection.kid, alg }] },
      });

      const { DPoP, config } = connection;
      const tokens = await client.clientCredentialsGrant(
        config,
        { scope: 'accounts:read', resource: `${gateway.baseUrl}/accounts` },
        { DPoP },
      );
      expect(tokens).toMatchObject({
        token_type: 'dpop',
        expires_in: 300,
        scope: 'accounts:read',
      });

      const response = await callApi(gateway, tokens.access_token, connection);
      expect(response.status).toBe(200);
      await expect(response.json()).resolves.toEqual({
        clientId: 'sub_example',
        method: 'GET',
        path: '/accounts/accounts/1',
      });
      expect(gateway.registry.uses).toEqual([
        expect.objectContaining({ type: 'client-key', kid: connection.kid }),
        expect.objectContaining({ type: 'api-key', credentialId: 'api-key-1' }),
      ]);
    },
  );

  it('is retried by the client when the nonce is missing, at both endpoints', async () => {
    const statuses: string[] = [];
    const { handle } = gateway;
    gateway.handle = async request => {
      const answer = await handle(request);
      statuses.push(`${new URL(request.url).pathname} ${answer.status}`);
      return answer;
    };
    await enrol(gateway, await connect(gateway, 'ES256'));
    expect(statuses).toEqual([
      '/.well-known/oauth-authorization-server/oauth 200',
      '/oauth/.well-known/openid-configuration 200',
      '/oauth/register 400',
      '/oauth/register 201',
    ]);
  });

  it('gets a token whose claims are those of RFC 9068 and RFC 9449', async () => {
    const connection = await connect(gateway, 'ES256');
    await enrol(gateway, connection);
    const { access_token: token } = await client.clientCredentialsGrant(
      connection.config,
      {},
      { DPoP: connection.DPoP },
    );
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      iss: gateway.issuer,
      sub: 'sub_example',
      client_id: 'sub_example',
      aud: `${gateway.baseUrl}/accounts`,
      iat: expect.any(Number),
      nbf: claims.iat,
      exp: claims.iat! + 300,
      jti: expect.any(String),
      scope: 'accounts:read accounts:write',
      cnf: { jkt: connection.kid },
      ext: {
        subscription: 'subscription-1',
        plan: 'plan-1',
        client_kid: connection.kid,
        akh: [sha256(exampleSecrets.apiKey)],
        stages: ['accounts/live'],
      },
    });
  });

  it('rotates its key, with openid-client all the way', async () => {
    const connection = await connect(gateway, 'ES256');
    const registered = (await enrol(gateway, connection)).clientMetadata();
    const next = await connect(gateway, 'PS256');

    const response = await client.fetchProtectedResource(
      next.config,
      String(registered.registration_access_token),
      new URL(String(registered.registration_client_uri)),
      'PUT',
      JSON.stringify({
        client_id: registered.client_id,
        jwks: { keys: [next.jwk] },
        ...(await assert(connection)),
      }),
      new Headers({ 'Content-Type': 'application/json' }),
      { DPoP: next.DPoP },
    );
    expect(response.status).toBe(200);
    const { jwks } = await response.json();
    expect(jwks.keys).toEqual([
      expect.objectContaining({ kid: next.kid }),
      expect.objectContaining({
        kid: connection.kid,
        exp: expect.any(Number),
      }),
    ]);

    for (const { config, DPoP } of [connection, next]) {
      const tokens = await client.clientCredentialsGrant(config, {}, { DPoP });
      expect(tokens.token_type).toBe('dpop');
    }
  });

  it('revokes its token', async () => {
    const connection = await connect(gateway, 'ES256');
    await enrol(gateway, connection);
    const { config, DPoP } = connection;
    const tokens = await client.clientCredentialsGrant(config, {}, { DPoP });
    await client.tokenRevocation(config, tokens.access_token);
    await expect(
      callApi(gateway, tokens.access_token, connection),
    ).rejects.toMatchObject({
      cause: [{ scheme: 'dpop', parameters: { error: 'invalid_token' } }],
    });
  });

  it('is told that the temporary password is used when it enrols again', async () => {
    await enrol(gateway, await connect(gateway, 'ES256'));
    const second = await connect(gateway, 'ES256');
    await expect(enrol(gateway, second)).rejects.toMatchObject({
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    });
  });
});

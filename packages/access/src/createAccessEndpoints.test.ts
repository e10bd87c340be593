import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';

const algorithms = ['ES256', 'PS256', 'EdDSA', 'Ed25519'];

describe('createAccessEndpoints', () => {
  let door: TestDoor;

  beforeAll(async () => {
    door = await createTestDoor();
  });

  it.each([
    '/.well-known/oauth-authorization-server/oauth',
    '/oauth/.well-known/openid-configuration',
  ])('publishes its metadata at %s', async path => {
    const answer = await door.handle(new Request(`${door.baseUrl}${path}`));
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(await answer.json()).toEqual({
      issuer: 'http://gateway.test/oauth',
      token_endpoint: 'http://gateway.test/oauth/token',
      registration_endpoint: 'http://gateway.test/oauth/register',
      revocation_endpoint: 'http://gateway.test/oauth/revoke',
      nonce_endpoint: 'http://gateway.test/oauth/nonce',
      jwks_uri: 'http://gateway.test/oauth/jwks',
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: algorithms,
      revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
      revocation_endpoint_auth_signing_alg_values_supported: algorithms,
      dpop_signing_alg_values_supported: algorithms,
    });
  });

  it('speaks of the configured issuer, whatever Host says', async () => {
    const url = 'http://evil.test/oauth/.well-known/openid-configuration';
    const answer = await door.handle(new Request(url));
    expect(await answer.json()).toMatchObject({ issuer: door.issuer });
  });

  it('publishes public keys only', async () => {
    const answer = await door.handle(new Request(`${door.issuer}/jwks`));
    expect(await answer.json()).toEqual({
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: expect.any(String),
          y: expect.any(String),
          alg: 'ES256',
          use: 'sig',
          kid: door.signer.kid,
        },
      ],
    });
  });

  it('answers 404 elsewhere', async () => {
    const answer = await door.handle(new Request(`${door.issuer}/authorize`));
    expect(answer.status).toBe(404);
  });

  it.each([
    ['GET', 'token', 'POST'],
    ['GET', 'register', 'POST'],
    ['DELETE', 'nonce', 'POST'],
    ['POST', 'jwks', 'GET'],
    ['GET', 'revoke', 'POST'],
    ['POST', 'register/sub_example', 'GET, PUT, DELETE'],
    ['OPTIONS', 'token', 'POST'],
  ])('answers 405 to %s /%s', async (method, name, allowed) => {
    const request = new Request(`${door.issuer}/${name}`, { method });
    const answer = await door.handle(request);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('Allow')).toBe(allowed);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { exportJWK } from 'jose';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import { exampleSecrets } from '../testUtils/exampleGrant';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  tokenRequest,
} from '../testUtils/rawClient';

type Changes = Parameters<typeof registrationRequest>[2];

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('registration endpoint', () => {
  let door: TestDoor;
  let key: RawKey;
  let otherKey: RawKey;

  beforeAll(async () => {
    key = await createRawKey();
    otherKey = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
  });

  async function register(changes?: Changes, by = key) {
    const answer = await door.handle(
      await registrationRequest(door, by, changes),
    );
    return { status: answer.status, body: await answer.json(), answer };
  }

  it('enrols a public key and answers the client of the subscription', async () => {
    const { status, body, answer } = await register();
    expect(status).toBe(201);
    expect(body).toEqual({
      client_id: 'sub_example',
      registration_client_uri: `${door.issuer}/register/sub_example`,
      registration_access_token: expect.stringMatching(/^oaf_rat_.{43}$/),
      client_id_issued_at: expect.any(Number),
      client_name: 'Household book',
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      grant_types: ['client_credentials'],
      response_types: [],
      dpop_bound_access_tokens: true,
      scope: 'accounts:read accounts:write',
      jwks: { keys: [{ ...key.publicJwk, use: 'sig', kid: key.kid }] },
    });
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  it('keeps only the members of a public key', async () => {
    const jwk = { ...key.publicJwk, x5c: ['MII'], jku: 'http://evil.test' };
    const { body } = await register({ metadata: { jwks: { keys: [jwk] } } });
    expect(Object.keys(body.jwks.keys[0]).sort()).toEqual(
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'].sort(),
    );
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a secret as authentication method',
      { token_endpoint_auth_method: 'client_secret_basic' },
      /token_endpoint_auth_method/,
    ],
    [
      'an algorithm other than the key has',
      { token_endpoint_auth_signing_alg: 'PS256' },
      /signing_alg/,
    ],
    [
      'another grant type',
      { grant_types: ['authorization_code'] },
      /grant_types/,
    ],
    [
      'a URL to fetch keys from',
      { jwks_uri: 'http://169.254.169.254/' },
      /jwks_uri/,
    ],
    ['no keys', { jwks: undefined }, /jwks/],
    ['two keys', { jwks: { keys: [{}, {}] } }, /jwks/],
    ['an empty key', { jwks: { keys: [{}] } }, /kty/],
    [
      'a symmetric key',
      { jwks: { keys: [{ kty: 'oct', k: 'AAAA', alg: 'HS256' }] } },
      /private key/,
    ],
    [
      'a point off the curve',
      {
        jwks: {
          keys: [
            { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', alg: 'ES256' },
          ],
        },
      },
      /not valid/,
    ],
    ['unbound tokens', { dpop_bound_access_tokens: false }, /dpop_bound/],
    ['a scope beyond the grant', { scope: 'accounts:read admin' }, /scope/],
  ])('refuses metadata with %s', async (_title, metadata, description) => {
    const { status, body } = await register({ metadata });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_client_metadata');
    expect(body.error_description).toMatch(description);
    expect((await register()).status).toBe(201);
  });

  it.each<[string, (jwk: object) => object, RegExp]>([
    ['a private key', jwk => ({ ...jwk, d: 'c2VjcmV0' }), /compromised/],
    [
      'an alg that no curve of ours has',
      jwk => ({ ...jwk, alg: 'ES384' }),
      /alg of the key must be one of ES256, PS256, EdDSA/,
    ],
    [
      'a curve that leaves no alg',
      jwk => ({ ...jwk, alg: undefined, crv: 'P-384' }),
      /add its alg, for a key on P-256/,
    ],
    ['alg none', jwk => ({ ...jwk, alg: 'none' }), /alg/],
    [
      'a kid that is not the thumbprint',
      jwk => ({ ...jwk, kid: 'mine' }),
      /kid/,
    ],
    ['a key for encryption', jwk => ({ ...jwk, use: 'enc' }), /use/],
  ])('refuses %s', async (_title, change, description) => {
    const metadata = { jwks: { keys: [change(key.publicJwk)] } };
    const { status, body } = await register({ metadata });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_client_metadata');
    expect(body.error_description).toMatch(description);
  });

  it('refuses a weak RSA key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const weak = { ...(await exportJWK(publicKey)), alg: 'PS256' };
    const { body } = await register({ metadata: { jwks: { keys: [weak] } } });
    expect(body.error_description).toMatch(/2048/);
  });

  it.each<[string, Changes, number, string]>([
    [
      'no temporary password',
      { headers: { Authorization: '' } },
      401,
      'invalid_token',
    ],
    [
      'a Basic password',
      { headers: { Authorization: 'Basic eDp5' } },
      401,
      'invalid_token',
    ],
    [
      'an unknown temporary password',
      { headers: bearer('oaf_iat_unknown') },
      401,
      'invalid_token',
    ],
    [
      'another content type',
      { headers: { 'Content-Type': 'text/plain' } },
      400,
      'invalid_request',
    ],
    ['a body that is no JSON', { body: '{' }, 400, 'invalid_client_metadata'],
    [
      'a body that is no object',
      { body: '[]' },
      400,
      'invalid_client_metadata',
    ],
    [
      'an oversized body',
      { metadata: { client_name: 'x'.repeat(17_000) } },
      400,
      'invalid_request',
    ],
    ['no proof', { headers: { DPoP: '' } }, 400, 'invalid_dpop_proof'],
    [
      'a proof for another URL',
      { proof: { claims: { htu: 'http://gateway.test/oauth/token' } } },
      400,
      'invalid_dpop_proof',
    ],
    [
      'a proof without nonce',
      { proof: { claims: { nonce: undefined } } },
      400,
      'use_dpop_nonce',
    ],
    [
      'a password sent as DPoP without its hash in the proof',
      {
        headers: { Authorization: `DPoP ${exampleSecrets.initialAccessToken}` },
      },
      400,
      'invalid_dpop_proof',
    ],
  ])('refuses %s', async (_title, changes, status, error) => {
    const answer = await register(changes);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toBe(error);
    expect(answer.answer.headers.has('WWW-Authenticate')).toBe(status === 401);
    expect((await register()).status).toBe(201);
  });

  it('refuses a key whose owner did not sign the proof', async () => {
    const { status, body } = await register({ proof: { key: otherKey } });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_dpop_proof');
  });

  it('refuses a temporary password that was used', async () => {
    await register();
    const { status, body } = await register({}, otherKey);
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_token');
  });

  it('refuses a temporary password that has expired', async () => {
    const enrolment = { ...door.grant.enrolment!, expiresAt: Date.now() };
    await door.registry.applyGrant({ ...door.grant, enrolment });
    const { status, body } = await register();
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_token');
  });

  it('refuses a suspended subscription', async () => {
    await door.registry.applyGrant({ ...door.grant, status: 'suspended' });
    const { status, body } = await register();
    expect(status).toBe(403);
    expect(body.error).toBe('access_denied');
  });

  async function takeKey() {
    const enrolment = { ...door.grant.enrolment!, tokenHash: 'of-other' };
    const clientId = 'sub_other';
    await door.registry.applyGrant({ ...door.grant, clientId, enrolment });
    await door.registry.enrol({
      clientId,
      tokenHash: 'of-other',
      keys: [{ ...key.publicJwk, alg: key.alg, kid: key.kid }],
      registrationTokenHash: 'of-other',
      at: Date.now(),
      maxKeys: 1,
    });
  }

  it('refuses a key of another subscription', async () => {
    await takeKey();
    const { status, body } = await register();
    expect(status).toBe(400);
    expect(body.error_description).toMatch(/another subscription/);
  });

  it('refuses a proof that was used before', async () => {
    await takeKey();
    const first = await registrationRequest(door, key);
    const headers = { DPoP: first.headers.get('DPoP')! };
    await door.handle(first);
    const { status, body } = await register({ headers });
    expect(status).toBe(400);
    expect(body.error_description).toBe('The DPoP proof was used before');
  });

  it('lets exactly one of many concurrent enrolments win, and only its key signs in', async () => {
    const keys = await Promise.all(
      Array.from({ length: 10 }, () => createRawKey()),
    );
    const enrolments = await Promise.all(
      keys.map(each => registrationRequest(door, each)),
    );
    const answers = await Promise.all(
      enrolments.map(each => door.handle(each)),
    );
    const statuses = answers.map(answer => answer.status);
    expect(statuses.filter(status => status === 201)).toHaveLength(1);
    expect(statuses.filter(status => status === 401)).toHaveLength(9);
    for (const [index, each] of keys.entries()) {
      const answer = await door.handle(await tokenRequest(door, each));
      expect(answer.status).toBe(statuses[index] === 201 ? 200 : 401);
    }
  });

  describe('burns a temporary password', () => {
    async function fail(times: number, changes: Changes) {
      for (let index = 0; index < times; index += 1) {
        await register(changes);
      }
    }

    it.each<[string, () => Changes]>([
      ['proofs by another key', () => ({ proof: { key: otherKey } })],
      ['bad metadata', () => ({ metadata: { grant_types: ['password'] } })],
      ['bodies that are no JSON', () => ({ body: '{' })],
      ['missing proofs', () => ({ headers: { DPoP: '' } })],
    ])('after five requests with %s', async (_title, changes) => {
      await fail(4, changes());
      expect((await register(changes())).status).toBe(400);
      const { status, body } = await register();
      expect(status).toBe(401);
      expect(body.error).toBe('invalid_token');
    });

    it('not after four', async () => {
      await fail(4, { body: '{' });
      expect((await register()).status).toBe(201);
    });

    it('never by challenges, as these are half of a good attempt', async () => {
      await fail(6, { proof: { claims: { nonce: undefined } } });
      expect((await register()).status).toBe(201);
    });

    it('never while the subscription is suspended', async () => {
      await door.registry.applyGrant({ ...door.grant, status: 'suspended' });
      await fail(6, {});
      await door.registry.applyGrant(door.grant);
      expect((await register()).status).toBe(201);
    });

    it('never by guesses at other passwords', async () => {
      await fail(6, { headers: bearer('oaf_iat_guess') });
      expect((await register()).status).toBe(201);
    });
  });
});

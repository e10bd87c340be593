import { decodeJwt, SignJWT } from 'jose';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  apiCall,
  type CallChanges,
  createRawKey,
  enrolAndGetToken,
  type RawKey,
  reissue,
} from '../testUtils/rawClient';

const now = () => Math.floor(Date.now() / 1000);

describe('access token', () => {
  let door: TestDoor;
  let key: RawKey;
  let otherKey: RawKey;
  let token: string;

  beforeAll(async () => {
    key = await createRawKey();
    otherKey = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
    token = await enrolAndGetToken(door, key);
  });

  async function call({
    token: accessToken = token,
    ...changes
  }: CallChanges & { token?: string } = {}) {
    return door.authorize(await apiCall(door, key, accessToken, changes));
  }

  const invalid = { allow: false, status: 401, error: 'invalid_token' };

  it('is not taken as Bearer', async () => {
    const headers = { Authorization: `Bearer ${token}` };
    expect(await call({ headers })).toMatchObject({
      ...invalid,
      description: 'The Authorization scheme must be DPoP',
      wwwAuthenticate:
        'DPoP error="invalid_token", error_description="The Authorization scheme must be DPoP", algs="ES256 PS256 EdDSA Ed25519"',
    });
  });

  it('is refused with a changed payload', async () => {
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'admin' }));
    const forged = `${header}.${changed.toString('base64url')}.${signature}`;
    expect(await call({ token: forged })).toMatchObject(invalid);
  });

  it('is refused without a signature', async () => {
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}');
    const payload = token.split('.')[1];
    const forged = `${header.toString('base64url')}.${payload}.`;
    expect(await call({ token: forged })).toMatchObject(invalid);
  });

  it.each([
    ['HS256 with the public key', 'HS256'],
    ['a key of the caller under the issuer kid', 'ES256'],
  ])('is refused when it is signed by %s', async (_title, alg) => {
    const secret =
      alg === 'HS256'
        ? Buffer.from(JSON.stringify((await door.signer.jwks()).keys[0]))
        : otherKey.privateKey;
    const forged = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ typ: 'at+jwt', alg, kid: door.signer.kid })
      .sign(secret);
    expect(await call({ token: forged })).toMatchObject(invalid);
  });

  it('is refused when it is of another type', async () => {
    const { alg, kid } = door.signer;
    const other = await door.signer.sign(
      { typ: 'JWT', alg, kid },
      decodeJwt(token),
    );
    expect(await call({ token: other })).toMatchObject(invalid);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['another issuer', { iss: 'http://evil.test' }, /not valid/],
    ['another audience', { aud: 'http://gateway.test/claims' }, /another API/],
    ['no binding', { cnf: undefined }, /not valid/],
    ['no expiry', { exp: undefined }, /not valid/],
    ['an expiry in the past', { exp: now() - 60 }, /expired/],
    ['a beginning in the future', { nbf: now() + 60 }, /not valid/],
    [
      'the key of another client',
      { cnf: { jkt: 'A'.repeat(43) } },
      /another key/,
    ],
    ['a subscription that has ended', { client_id: 'sub_gone' }, /ended/],
  ])('is refused with %s', async (_title, changes, description) => {
    const answer = await call({ token: await reissue(door, token, changes) });
    expect(answer).toMatchObject(invalid);
    expect(answer).toHaveProperty(
      'description',
      expect.stringMatching(description),
    );
  });

  it('is refused 10 s after it has expired, not before', async () => {
    const proof = { claims: { iat: now() + 302 } };
    door.skew = 302;
    expect((await call({ proof })).allow).toBe(true);
    door.skew = 315;
    proof.claims.iat = now() + 315;
    expect(await call({ proof })).toMatchObject({
      ...invalid,
      description: 'The access token has expired',
    });
  });

  it('is refused when tokens of its time were revoked, and newer ones pass', async () => {
    const tokensNotBefore = (now() + 1) * 1000;
    await door.registry.applyGrant({ ...door.grant, tokensNotBefore });
    expect(await call()).toMatchObject({
      ...invalid,
      description: 'The access token was revoked',
      grant: { clientId: 'sub_example' },
      tokenId: decodeJwt(token).jti,
    });
    const newer = await reissue(door, token, { iat: now() + 1 });
    expect((await call({ token: newer })).allow).toBe(true);
  });
});

import { type JWTHeaderParameters, SignJWT } from 'jose';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  tokenRequest,
} from '../testUtils/rawClient';

type Changes = Parameters<typeof tokenRequest>[2];

const now = () => Math.floor(Date.now() / 1000);

describe('DPoP proof', () => {
  let door: TestDoor;
  let key: RawKey;
  let otherKey: RawKey;

  beforeAll(async () => {
    key = await createRawKey();
    otherKey = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
    await door.handle(await registrationRequest(door, key));
  });

  async function request(changes?: Changes) {
    const answer = await door.handle(await tokenRequest(door, key, changes));
    return { status: answer.status, body: await answer.json(), answer };
  }

  it.each<[string, NonNullable<Changes>['proof'], string | RegExp]>([
    ['for another method', { claims: { htm: 'GET' } }, /htm/],
    [
      'for another URL',
      { claims: { htu: 'http://gateway.test/oauth/register' } },
      /htu/,
    ],
    [
      'for another host',
      { claims: { htu: 'http://evil.test/oauth/token' } },
      /htu/,
    ],
    ...[
      'http://gateway.test/oauth/./token',
      ' http://gateway.test/oauth/token',
      'http://gateway.test/oauth/to\tken',
      'http:\\\\gateway.test\\oauth\\token',
      'http://gateway.test./oauth/token',
    ].map((htu): [string, { claims: Record<string, unknown> }, RegExp] => [
      `whose htu only a browser would repair: ${JSON.stringify(htu)}`,
      { claims: { htu } },
      /htu/,
    ]),
    ['with a htu that is no URL', { claims: { htu: 'token' } }, /htu/],
    ['without jti', { claims: { jti: undefined } }, /jti/],
    ['with an endless jti', { claims: { jti: 'x'.repeat(257) } }, /jti/],
    [
      'from a clock that is behind',
      { claims: { iat: now() - 93 } },
      /iat is \d+ s in the past/,
    ],
    [
      'from a clock that is ahead',
      { claims: { iat: now() + 93 } },
      /iat is \d+ s in the future/,
    ],
    ['of another type', { header: { typ: 'JWT' } }, /dpop\+jwt/],
    ['without its key', { header: { jwk: undefined } }, /dpop\+jwt/],
  ])('refuses one %s', async (_title, proof, description) => {
    const { status, body } = await request({ proof });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_dpop_proof');
    expect(body.error_description).toMatch(description);
  });

  it('ignores the query and the fragment of htu', async () => {
    const htu = `HTTP://gateway.test:80/oauth/token?x=1#y`;
    const { status } = await request({ proof: { claims: { htu } } });
    expect(status).toBe(200);
  });

  it('takes an iat with a fraction, once', async () => {
    const claims = { iat: Date.now() / 1000 - 0.25, nbf: now() + 0.5 };
    const first = await tokenRequest(door, key, { proof: { claims } });
    const DPoP = first.headers.get('DPoP')!;
    expect((await door.handle(first)).status).toBe(200);
    const { body } = await request({ headers: { DPoP } });
    expect(body.error_description).toBe('The DPoP proof was used before');
  });

  it('refuses one that shows a private key', async () => {
    const jwk = { ...key.publicJwk, d: 'c2VjcmV0' };
    const { body } = await request({ proof: { header: { jwk } } });
    expect(body.error).toBe('invalid_dpop_proof');
  });

  it('refuses one that shows a key which did not sign it', async () => {
    const jwk = otherKey.publicJwk;
    const { body } = await request({ proof: { header: { jwk } } });
    expect(body.error).toBe('invalid_dpop_proof');
  });

  it('refuses a symmetric key', async () => {
    const jwk = { kty: 'oct', k: 'c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0' };
    const dpop = await new SignJWT({})
      .setProtectedHeader({
        typ: 'dpop+jwt',
        alg: 'HS256',
        jwk,
      } as JWTHeaderParameters)
      .sign(Buffer.from(jwk.k, 'base64url'));
    const { body } = await request({ headers: { DPoP: dpop } });
    expect(body.error).toBe('invalid_dpop_proof');
  });

  it.each(['', 'a, b', 'junk'])('refuses the header %p', async dpop => {
    const { status, body } = await request({ headers: { DPoP: dpop } });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_dpop_proof');
  });

  it('refuses one that was used before', async () => {
    const first = await tokenRequest(door, key);
    const DPoP = first.headers.get('DPoP')!;
    expect((await door.handle(first)).status).toBe(200);
    const { status, body } = await request({ headers: { DPoP } });
    expect(status).toBe(400);
    expect(body.error_description).toBe('The DPoP proof was used before');
  });
});

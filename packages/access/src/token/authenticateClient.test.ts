import { createHmac } from 'node:crypto';
import { decodeJwt } from 'jose';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  signAssertion,
  tokenRequest,
} from '../testUtils/rawClient';

type Changes = Parameters<typeof tokenRequest>[2];

const now = () => Math.floor(Date.now() / 1000);

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** An assertion without a signature (RFC 8725 section 2.1). */
async function unsignedAssertion(key: RawKey, door: TestDoor) {
  const claims = decodeJwt(await signAssertion(key, door));
  return `${encode({ alg: 'none', kid: key.kid })}.${encode(claims)}.`;
}

/** An assertion whose HMAC key is the public key everybody knows. */
async function confusedAssertion(key: RawKey, door: TestDoor) {
  const claims = decodeJwt(await signAssertion(key, door));
  const input = `${encode({ alg: 'HS256', kid: key.kid })}.${encode(claims)}`;
  const secret = JSON.stringify(key.publicJwk);
  const mac = createHmac('sha256', secret).update(input).digest('base64url');
  return `${input}.${mac}`;
}

describe('client assertion', () => {
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

  const unauthorized = { status: 401, error: 'invalid_client' };

  it.each<[string, NonNullable<Changes>['assertion'], RegExp]>([
    ['for another client', { claims: { sub: 'sub_other' } }, /failed/],
    ['by an unknown client', { claims: { iss: 'x', sub: 'x' } }, /failed/],
    ['with another issuer', { claims: { iss: 'sub_other' } }, /failed/],
    ['with a client id full of SQL', { claims: { sub: "' OR 1=1" } }, /failed/],
    ['with a client id that holds NUL', { claims: { sub: 'a\0b' } }, /failed/],
    ['with a kid that is a path', { header: { kid: '../../etc' } }, /failed/],
    ['with an unknown kid', { header: { kid: 'A'.repeat(43) } }, /failed/],
    [
      'with the token URL as aud',
      { claims: { aud: 'http://gateway.test/oauth/token' } },
      /aud must be the issuer identifier http:\/\/gateway.test\/oauth as/,
    ],
    [
      'with aud as an array',
      { claims: { aud: ['http://gateway.test/oauth'] } },
      /http:\/\/gateway.test\/oauth as a plain string/,
    ],
    [
      'without aud',
      { claims: { aud: undefined } },
      /aud must be the issuer identifier http:\/\/gateway.test\/oauth as/,
    ],
    ['that is a DPoP proof', { header: { typ: 'dpop+jwt' } }, /typ/],
    ['that is an access token', { header: { typ: 'at+jwt' } }, /typ/],
    ['whose typ is no text', { header: { typ: 7 } }, /typ/],
    ['without jti', { claims: { jti: undefined } }, /jti/],
    ['without exp', { claims: { exp: undefined } }, /exp/],
    [
      'without jti and exp',
      { claims: { jti: undefined, exp: undefined } },
      /^The assertion lacks or misuses: jti exp$/,
    ],
    [
      'by an unknown client that names no key',
      { header: { kid: undefined }, claims: { iss: 'x', sub: 'x' } },
      /failed/,
    ],
    [
      'that expired',
      { claims: { iat: now() - 200, exp: now() - 140 } },
      /exp is \d+ s in the past/,
    ],
    [
      'from a clock that is ahead',
      { claims: { iat: now() + 93, exp: now() + 150 } },
      /iat is \d+ s in the future/,
    ],
    [
      'not yet valid',
      { claims: { nbf: now() + 40 } },
      /nbf is \d+ s in the future/,
    ],
    ['that lives too long', { claims: { exp: now() + 3600 } }, /300 s/],
  ])('refuses one %s', async (_title, assertion, description) => {
    const { status, body } = await request({ assertion });
    expect({ status, error: body.error }).toEqual(unauthorized);
    expect(body.error_description).toMatch(description);
  });

  it.each([undefined, 'JWT', 'jwt', 'client-authentication+jwt'])(
    'takes the typ %s',
    async typ => {
      const { status } = await request({ assertion: { header: { typ } } });
      expect(status).toBe(200);
    },
  );

  it('takes times with a fraction, once', async () => {
    const iat = Date.now() / 1000 - 0.25;
    const claims = { iat, nbf: iat, exp: iat + 60.5 };
    const client_assertion = await signAssertion(key, door, { claims });
    const form = { client_assertion };
    expect((await request({ form })).status).toBe(200);
    expect((await request({ form })).body.error_description).toBe(
      'The assertion was used before',
    );
  });

  it.each([
    ['the same', 'sub_example', 200],
    ['another', 'sub_other', 401],
  ])('takes a client_id beside it when it is %s', async (_, id, expected) => {
    const { status } = await request({ form: { client_id: id } });
    expect(status).toBe(expected);
  });

  it('refuses one by another key under the registered kid', async () => {
    const { status, body } = await request({ assertion: { key: otherKey } });
    expect({ status, error: body.error }).toEqual(unauthorized);
  });

  it.each(['jwk', 'jku', 'x5u', 'x5c'])(
    'ignores a key injected by the %s header',
    async member => {
      const injected = {
        jwk: otherKey.publicJwk,
        jku: 'http://evil.test',
        x5u: 'http://evil.test',
        x5c: ['MII'],
      };
      const { status, body } = await request({
        assertion: {
          key: otherKey,
          header: { [member]: injected[member as keyof typeof injected] },
        },
      });
      expect({ status, error: body.error }).toEqual(unauthorized);
    },
  );

  it('refuses another algorithm than the registered one', async () => {
    const rsa = await createRawKey('PS256');
    const { status, body } = await request({ assertion: { key: rsa } });
    expect({ status, error: body.error }).toEqual(unauthorized);
  });

  it('takes Ed25519 for what was registered as EdDSA', async () => {
    const edwards = await createRawKey('EdDSA');
    door = await createTestDoor();
    await door.handle(await registrationRequest(door, edwards));
    const header = { alg: 'Ed25519' };
    const answer = await door.handle(
      await tokenRequest(door, edwards, { assertion: { header } }),
    );
    expect(answer.status).toBe(200);
  });

  it('refuses alg none', async () => {
    const client_assertion = await unsignedAssertion(key, door);
    const { status, body } = await request({ form: { client_assertion } });
    expect({ status, error: body.error }).toEqual(unauthorized);
  });

  it('refuses an HMAC made with the public key', async () => {
    const client_assertion = await confusedAssertion(key, door);
    const { status, body } = await request({ form: { client_assertion } });
    expect({ status, error: body.error }).toEqual(unauthorized);
  });

  it('answers unknown client and bad signature with the same words', async () => {
    const unknown = await request({
      assertion: { claims: { sub: 'x', iss: 'x' } },
    });
    const badSignature = await request({ assertion: { key: otherKey } });
    expect(unknown.body).toEqual(badSignature.body);
  });

  it('refuses one that was used before', async () => {
    const client_assertion = await signAssertion(key, door);
    const first = await request({ form: { client_assertion } });
    const second = await request({ form: { client_assertion } });
    expect(first.status).toBe(200);
    expect(second.body).toEqual({
      error: 'invalid_client',
      error_description: 'The assertion was used before',
    });
  });

  it('is not used up by a proof whose nonce is missing', async () => {
    const client_assertion = await signAssertion(key, door);
    const form = { client_assertion };
    const challenge = await request({
      form,
      proof: { claims: { nonce: undefined } },
    });
    expect(challenge.body.error).toBe('use_dpop_nonce');
    expect((await request({ form })).status).toBe(200);
  });

  it('of a client that never enrolled is refused', async () => {
    door = await createTestDoor();
    const { status, body } = await request();
    expect({ status, error: body.error }).toEqual(unauthorized);
  });

  it('takes a clock that is 10 s ahead', async () => {
    const iat = now() + 9;
    const { status } = await request({
      assertion: { claims: { iat, nbf: iat, exp: iat + 60 } },
      proof: { claims: { iat } },
    });
    expect(status).toBe(200);
  });
});

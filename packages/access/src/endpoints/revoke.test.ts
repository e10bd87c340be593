import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  apiCall,
  createRawKey,
  enrolAndGetToken,
  type FormChanges,
  type RawKey,
  reissue,
  revocationRequest,
  signAssertion,
} from '../testUtils/rawClient';

describe('revocation endpoint', () => {
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

  async function revoke(changes: FormChanges & { token?: string } = {}) {
    const request = await revocationRequest(door, key, { token, ...changes });
    const answer = await door.handle(request);
    const text = await answer.text();
    return { status: answer.status, body: text && JSON.parse(text), answer };
  }

  async function isAllowed(accessToken = token) {
    return (await door.authorize(await apiCall(door, key, accessToken))).allow;
  }

  it('revokes one token at once, and no other', async () => {
    const other = await reissue(door, token, { jti: 'other' });
    const { status, body, answer } = await revoke();
    expect(status).toBe(200);
    expect(body).toBe('');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await isAllowed()).toBe(false);
    expect(await isAllowed(other)).toBe(true);
  });

  it('says so to who calls with it', async () => {
    await revoke();
    expect(await door.authorize(await apiCall(door, key, token))).toMatchObject(
      {
        status: 401,
        error: 'invalid_token',
        description: 'The access token was revoked',
      },
    );
  });

  it.each(['access_token', 'refresh_token', 'junk'])(
    'takes %s as a hint only',
    async token_type_hint => {
      expect((await revoke({ form: { token_type_hint } })).status).toBe(200);
      expect(await isAllowed()).toBe(false);
    },
  );

  it('answers 200 when it is revoked twice', async () => {
    await revoke();
    expect((await revoke()).status).toBe(200);
  });

  it('answers 200 for an expired token', async () => {
    const expired = await reissue(door, token, { exp: 1 });
    expect((await revoke({ token: expired })).status).toBe(200);
  });

  it.each([
    'junk',
    'a.b.c',
    'eyJhbGciOiJub25lIn0.e30.x',
    'e30.e30.x',
    `${'x'.repeat(9000)}`,
  ])('answers 200 for what is no token of ours: %.30s', async junk => {
    expect((await revoke({ token: junk })).status).toBe(200);
    expect(await isAllowed()).toBe(true);
  });

  it('does not revoke by a forged token that names the same jti', async () => {
    const [, payload] = token.split('.');
    const header = Buffer.from(
      JSON.stringify({ alg: 'ES256', kid: door.signer.kid, typ: 'at+jwt' }),
    ).toString('base64url');
    const forged = `${header}.${payload}.${'A'.repeat(86)}`;
    expect((await revoke({ token: forged })).status).toBe(200);
    expect(await isAllowed()).toBe(true);
  });

  it('refuses a token of another client', async () => {
    const other = await reissue(door, token, { client_id: 'sub_other' });
    const { status, body } = await revoke({ token: other });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_request');
  });

  it('refuses a request without a token', async () => {
    const { status, body } = await revoke({ token: undefined });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_request');
  });

  it.each<[string, FormChanges, number, string]>([
    [
      'without an assertion',
      { form: { client_assertion: undefined } },
      401,
      'invalid_client',
    ],
    [
      'with an assertion for the endpoint instead of the issuer',
      { assertion: { claims: { aud: 'http://gateway.test/oauth/revoke' } } },
      401,
      'invalid_client',
    ],
    [
      'with a second credential',
      { headers: { Authorization: 'Basic eDp5' } },
      400,
      'invalid_request',
    ],
    [
      'as JSON',
      { headers: { 'Content-Type': 'application/json' } },
      400,
      'invalid_request',
    ],
    [
      'with the token twice',
      { body: 'token=a&token=b' },
      400,
      'invalid_request',
    ],
  ])('refuses a request %s', async (_title, changes, status, error) => {
    const answer = await revoke(changes);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toBe(error);
    expect(await isAllowed()).toBe(true);
  });

  it('refuses a request by another key', async () => {
    const { status } = await revoke({ assertion: { key: otherKey } });
    expect(status).toBe(401);
    expect(await isAllowed()).toBe(true);
  });

  it('refuses an assertion that was used before', async () => {
    const form = { client_assertion: await signAssertion(key, door) };
    await revoke({ form, token: 'junk' });
    expect((await revoke({ form })).status).toBe(401);
    expect(await isAllowed()).toBe(true);
  });
});

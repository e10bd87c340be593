import crypto from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { createAuthorizer } from '../createAuthorizer';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import { InMemoryReplayStore } from '../testUtils/InMemoryReplayStore';
import { InMemoryRevokedTokens } from '../testUtils/InMemoryRevokedTokens';
import {
  apiCall,
  createRawKey,
  enrolAndGetToken,
  type RawKey,
  reissue,
} from '../testUtils/rawClient';

describe('cache of verified tokens', () => {
  let door: TestDoor;
  let key: RawKey;
  let token: string;
  let issuerKeys: JSONWebKeySet;

  beforeAll(async () => {
    door = await createTestDoor();
    key = await createRawKey();
    token = await enrolAndGetToken(door, key);
  });

  async function setUp(options: { tokenCacheSize?: number } = {}) {
    issuerKeys = await door.signer.jwks();
    return createAuthorizer({
      issuer: door.issuer,
      registry: door.registry,
      replay: new InMemoryReplayStore(),
      revokedTokens: new InMemoryRevokedTokens(),
      keys: { jwks: async () => issuerKeys },
      ...options,
    });
  }

  async function verificationsOf(work: () => Promise<unknown>) {
    const verify = jest.spyOn(crypto, 'verify');
    await work();
    const count = verify.mock.calls.length;
    verify.mockRestore();
    return count;
  }

  it('costs a token that is known one verification per call, that of the proof', async () => {
    const authorize = await setUp();
    const first = await apiCall(door, key, token);
    const second = await apiCall(door, key, token);
    await expect(verificationsOf(() => authorize(first))).resolves.toBe(2);
    await expect(verificationsOf(() => authorize(second))).resolves.toBe(1);
  });

  it('is bounded', async () => {
    const authorize = await setUp({ tokenCacheSize: 1 });
    await authorize(await apiCall(door, key, token));
    const other = await reissue(door, token, { jti: 'other' });
    await authorize(await apiCall(door, key, other));
    const again = await apiCall(door, key, token);
    await expect(verificationsOf(() => authorize(again))).resolves.toBe(2);
  });

  it('forgets every token when the issuer takes its key away', async () => {
    const authorize = await setUp();
    expect((await authorize(await apiCall(door, key, token))).allow).toBe(true);
    issuerKeys = { keys: [{ ...key.publicJwk, kid: key.kid }] };
    expect(await authorize(await apiCall(door, key, token))).toMatchObject({
      allow: false,
      error: 'invalid_token',
    });
  });

  it('keeps no token that was refused', async () => {
    const authorize = await setUp();
    const wrong = await reissue(door, token, { aud: 'http://other.test' });
    for (let time = 0; time < 2; time += 1) {
      expect(await authorize(await apiCall(door, key, wrong))).toMatchObject({
        allow: false,
        description: 'The access token is for another API',
      });
    }
  });

  it('does not make a token outlive its expiry', async () => {
    const short = await reissue(door, token, {
      exp: Math.floor(Date.now() / 1000) + 60,
    });
    expect((await door.authorize(await apiCall(door, key, short))).allow).toBe(
      true,
    );
    door.skew = 71;
    const iat = Math.floor(Date.now() / 1000) + door.skew;
    const call = await apiCall(door, key, short, {
      proof: { claims: { iat } },
    });
    expect(await door.authorize(call)).toMatchObject({
      allow: false,
      description: 'The access token has expired',
    });
    door.skew = 0;
  });

  it('asks for the keys again when a token names one that is unknown', async () => {
    const asked: (string | undefined)[] = [];
    const authorize = createAuthorizer({
      issuer: door.issuer,
      registry: door.registry,
      replay: new InMemoryReplayStore(),
      revokedTokens: new InMemoryRevokedTokens(),
      keys: {
        jwks: async missingKid => {
          asked.push(missingKid);
          return missingKid ? door.signer.jwks() : { keys: [] };
        },
      },
    });
    expect((await authorize(await apiCall(door, key, token))).allow).toBe(true);
    expect(asked).toEqual([undefined, door.signer.kid]);
  });

  it('refuses a token whose key nobody knows', async () => {
    const { alg } = door.signer;
    const header = { typ: 'at+jwt', alg, kid: 'A'.repeat(43) };
    const unknown = await door.signer.sign(header, {});
    expect(
      await door.authorize(await apiCall(door, key, unknown)),
    ).toMatchObject({ allow: false, error: 'invalid_token' });
  });
});

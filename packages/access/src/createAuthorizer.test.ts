import { decodeJwt } from 'jose';
import { sha256 } from './hash';
import { exampleSecrets } from './testUtils/exampleGrant';
import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';
import {
  apiCall,
  type CallChanges,
  type Changes,
  createRawKey,
  enrolAndGetToken,
  type RawKey,
  signProof,
} from './testUtils/rawClient';

const now = () => Math.floor(Date.now() / 1000);

describe('createAuthorizer', () => {
  let door: TestDoor;
  let key: RawKey;
  let otherKey: RawKey;
  let token: string;
  let url: string;

  beforeAll(async () => {
    key = await createRawKey();
    otherKey = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
    token = await enrolAndGetToken(door, key);
    url = `${door.baseUrl}/accounts/accounts`;
  });

  async function call({
    token: accessToken = token,
    ...changes
  }: CallChanges & { token?: string } = {}) {
    return door.authorize(await apiCall(door, key, accessToken, changes));
  }

  it('lets a good call pass and says who is charged', async () => {
    expect(await call()).toEqual({
      allow: true,
      grant: door.grant,
      clientId: 'sub_example',
      tokenId: decodeJwt(token).jti,
      apiKeyCredentialId: 'api-key-1',
      plan: { id: door.grant.planId, limits: door.grant.limits },
      scope: 'accounts:read accounts:write',
      rules: door.grant.apis[0].rules,
      binding: 'dpop',
      expiresAt: decodeJwt(token).exp,
      apiKey: exampleSecrets.apiKey,
    });
    expect(door.registry.uses.at(-1)).toMatchObject({
      type: 'api-key',
      credentialId: 'api-key-1',
    });
  });

  it('ignores the query', async () => {
    const request = { url: `${url}?page=2` };
    expect((await call({ request })).allow).toBe(true);
  });

  it('challenges a call without a token, with no error code', async () => {
    expect(await call({ headers: { Authorization: '' } })).toEqual({
      allow: false,
      status: 401,
      error: 'missing_token',
      description: 'The access token is missing',
      wwwAuthenticate: 'DPoP algs="ES256 PS256 EdDSA Ed25519"',
      grant: null,
      tokenId: null,
    });
  });

  describe('proof', () => {
    it.each<[string, Changes, RegExp]>([
      ['another method', { claims: { htm: 'POST' } }, /htm/],
      [
        'another path',
        { claims: { htu: 'http://gateway.test/accounts/x' } },
        /htu/,
      ],
      ['another token', { claims: { ath: sha256('other') } }, /ath/],
      ['no token', { claims: { ath: undefined } }, /ath/],
      ['a time long ago', { claims: { iat: now() - 93 } }, /\d+ s in the past/],
      [
        'a time to come',
        { claims: { iat: now() + 93 } },
        /\d+ s in the future/,
      ],
    ])('is refused for %s', async (_title, proof, description) => {
      const answer = await call({ proof });
      expect(answer).toMatchObject({
        allow: false,
        status: 401,
        error: 'invalid_dpop_proof',
        description: expect.stringMatching(description),
        wwwAuthenticate: expect.stringContaining('error="invalid_dpop_proof"'),
      });
    });

    it('is refused when it is missing', async () => {
      expect(await call({ headers: { DPoP: '' } })).toMatchObject({
        status: 401,
        error: 'invalid_dpop_proof',
      });
    });

    it('is refused by a thief who has the token but not the key', async () => {
      expect(await call({ proof: { key: otherKey } })).toMatchObject({
        status: 401,
        error: 'invalid_token',
      });
    });

    it('is refused the second time', async () => {
      const target = { method: 'GET', url, accessToken: token };
      const headers = { DPoP: await signProof(key, target) };
      expect((await call({ headers })).allow).toBe(true);
      expect(await call({ headers })).toMatchObject({
        status: 401,
        error: 'invalid_dpop_proof',
        description: 'The DPoP proof was used before',
      });
    });
  });

  describe('grant', () => {
    it('lets nothing pass while it is suspended', async () => {
      await door.registry.applyGrant({ ...door.grant, status: 'suspended' });
      expect(await call()).toMatchObject({
        allow: false,
        status: 403,
        error: 'access_denied',
        grant: { subscriptionId: 'subscription-1' },
      });
    });

    it('lets nothing pass after it was removed', async () => {
      await door.registry.removeGrant(door.grant.clientId);
      expect(await call()).toMatchObject({
        status: 401,
        error: 'invalid_token',
      });
    });
  });

  it('rejects, and allows nothing, when a port fails', async () => {
    door.registry.findByClientId = async () => {
      throw new Error('database is gone');
    };
    await expect(call()).rejects.toThrow('database is gone');
  });
});

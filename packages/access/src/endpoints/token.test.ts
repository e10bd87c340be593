import { decodeJwt } from 'jose';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  tokenRequest,
} from '../testUtils/rawClient';

type Changes = Parameters<typeof tokenRequest>[2];

describe('token endpoint', () => {
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

  it('answers a token that is not to be cached', async () => {
    const { status, body, answer } = await request();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'DPoP',
      expires_in: 300,
      scope: 'accounts:read accounts:write',
    });
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.has('DPoP-Nonce')).toBe(false);
  });

  it('binds the token to the key of the proof, which may be another than the registered one', async () => {
    const { body } = await request({ proof: { key: otherKey } });
    expect(decodeJwt(body.access_token)).toMatchObject({
      cnf: { jkt: otherKey.kid },
    });
  });

  it('takes an assertion without kid when the client has one key', async () => {
    const { status } = await request({
      assertion: { header: { kid: undefined } },
    });
    expect(status).toBe(200);
  });

  it('takes parameters without a value for omitted ones', async () => {
    const { body } = await request({ form: { scope: '', resource: '' } });
    expect(body.scope).toBe('accounts:read accounts:write');
  });

  it('leaves expired API keys out of the token', async () => {
    const [apiKey] = door.grant.apiKeys;
    await door.registry.applyGrant({
      ...door.grant,
      apiKeys: [
        apiKey,
        { credentialId: 'old', hash: 'old', expiresAt: Date.now() - 1 },
        { credentialId: 'next', hash: 'next', expiresAt: Date.now() + 9999 },
      ],
    });
    const { body } = await request();
    expect(decodeJwt(body.access_token).ext).toMatchObject({
      akh: [apiKey.hash, 'next'],
    });
  });

  it('names all resources as the audience of a grant for several APIs', async () => {
    const [api] = door.grant.apis;
    const second = { ...api, apiId: 'claims', resource: 'http://claims.test' };
    await door.registry.applyGrant({ ...door.grant, apis: [api, second] });
    const all = await request();
    expect(decodeJwt(all.body.access_token).aud).toEqual([
      api.resource,
      second.resource,
    ]);
    const one = await request({ form: { resource: second.resource } });
    expect(decodeJwt(one.body.access_token)).toMatchObject({
      aud: second.resource,
      ext: { stages: ['claims/live'] },
    });
  });

  describe('request', () => {
    it.each<[string, Changes, number, string]>([
      [
        'another content type',
        { headers: { 'Content-Type': 'application/json' } },
        400,
        'invalid_request',
      ],
      [
        'an oversized body',
        { form: { padding: 'x'.repeat(17_000) } },
        400,
        'invalid_request',
      ],
      [
        'no grant type',
        { form: { grant_type: undefined } },
        400,
        'invalid_request',
      ],
      [
        'another grant type',
        { form: { grant_type: 'password' } },
        400,
        'unsupported_grant_type',
      ],
      [
        'a duplicate parameter',
        { body: 'grant_type=client_credentials&scope=a&scope=b' },
        400,
        'invalid_request',
      ],
      [
        'a client secret beside the assertion',
        { form: { client_secret: 'x' } },
        400,
        'invalid_request',
      ],
      [
        'a Basic header beside the assertion',
        { headers: { Authorization: 'Basic eDp5' } },
        400,
        'invalid_request',
      ],
      [
        'no assertion',
        { form: { client_assertion: undefined } },
        401,
        'invalid_client',
      ],
      [
        'another assertion type',
        { form: { client_assertion_type: 'saml2' } },
        401,
        'invalid_client',
      ],
      [
        'an assertion that is junk',
        { form: { client_assertion: 'a.b.c' } },
        401,
        'invalid_client',
      ],
      [
        'a client_id other than that of the assertion',
        { form: { client_id: 'sub_other' } },
        401,
        'invalid_client',
      ],
      [
        'a scope beyond the grant',
        { form: { scope: 'accounts:read admin' } },
        400,
        'invalid_scope',
      ],
      [
        'a resource beyond the grant',
        { form: { resource: 'http://other.test' } },
        400,
        'invalid_target',
      ],
    ])('is refused with %s', async (_title, changes, status, error) => {
      const answer = await request(changes);
      expect(answer.status).toBe(status);
      expect(answer.body.error).toBe(error);
      expect(answer.body.error_description).toMatch(
        /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/,
      );
    });

    it('is refused when the body is not UTF-8', async () => {
      const prepared = await tokenRequest(door, key);
      const broken = new Request(prepared.url, {
        method: 'POST',
        headers: prepared.headers,
        body: new Uint8Array([0xff, 0xfe]),
      });
      const answer = await door.handle(broken);
      expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
    });

    it('is refused while the subscription is suspended', async () => {
      await door.registry.applyGrant({ ...door.grant, status: 'suspended' });
      const { status, body } = await request();
      expect(status).toBe(400);
      expect(body.error).toBe('unauthorized_client');
    });

    it('is refused once the subscription has ended', async () => {
      await door.registry.removeGrant(door.grant.clientId);
      const { status, body } = await request();
      expect(status).toBe(401);
      expect(body.error).toBe('invalid_client');
    });

    it('rejects, and grants nothing, when a port fails', async () => {
      door.registry.findByClientId = async () => {
        throw new Error('database is gone');
      };
      await expect(request()).rejects.toThrow('database is gone');
    });
  });
});

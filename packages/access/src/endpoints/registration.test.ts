import { sha256 } from '../hash';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  apiCall,
  type Changes,
  createRawKey,
  type RawKey,
  signAssertion,
  tokenRequest,
} from '../testUtils/rawClient';
import {
  enrolRaw,
  manageRequest,
  type RawRegistration,
  rotationRequest,
} from '../testUtils/rawRegistration';

const day = 24 * 60 * 60;

describe('client configuration endpoint', () => {
  let door: TestDoor;
  let key: RawKey;
  let nextKey: RawKey;
  let otherKey: RawKey;
  let registration: RawRegistration;

  beforeAll(async () => {
    [key, nextKey, otherKey] = await Promise.all([
      createRawKey(),
      createRawKey('PS256'),
      createRawKey(),
    ]);
  });

  beforeEach(async () => {
    door = await createTestDoor();
    registration = await enrolRaw(door, key);
  });

  async function send(request: Request) {
    const answer = await door.handle(request);
    const text = await answer.text();
    const body = text ? JSON.parse(text) : undefined;
    return { status: answer.status, body, headers: answer.headers };
  }

  async function rotate(metadata?: Record<string, unknown>, to = nextKey) {
    return send(await rotationRequest(door, registration, to, { metadata }));
  }

  async function requestToken(by: RawKey) {
    const now = Math.floor(Date.now() / 1000) + door.skew;
    const claims = { iat: now, exp: now + 60 };
    const changes = { assertion: { claims }, proof: { claims: { iat: now } } };
    return send(await tokenRequest(door, by, changes));
  }

  async function statusOf(by: RawKey) {
    return (await requestToken(by)).status;
  }

  const kidsOf = (body: { jwks: { keys: { kid: string }[] } }) =>
    body.jwks.keys.map(({ kid }) => kid);

  it('reads the registration, with the same registration access token', async () => {
    const { status, body, headers } = await send(
      await manageRequest(door, registration),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      client_id: 'sub_example',
      registration_client_uri: `${door.issuer}/register/sub_example`,
      registration_access_token: registration.token,
      jwks: { keys: [{ kid: key.kid }] },
    });
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  it('takes a new key, and the old one ends after seven days', async () => {
    const { status, body } = await rotate();
    expect(status).toBe(200);
    expect(kidsOf(body)).toEqual([nextKey.kid, key.kid]);
    expect(body.jwks.keys[0]).not.toHaveProperty('exp');
    const end = body.jwks.keys[1].exp - Math.floor(Date.now() / 1000);
    expect(Math.abs(end - 7 * day)).toBeLessThanOrEqual(2);
    expect(await statusOf(key)).toBe(200);
    expect(await statusOf(nextKey)).toBe(200);
    door.skew = 7 * day + 2;
    expect(await statusOf(key)).toBe(401);
    expect(await statusOf(nextKey)).toBe(200);
  });

  it('ends a key after the overlap that was asked for, and at once when it is 0', async () => {
    await rotate({ jwks_overlap: 60 });
    door.skew = 30;
    expect(await statusOf(key)).toBe(200);
    door.skew = 62;
    expect(await statusOf(key)).toBe(401);
    door.skew = 0;
    const held = { ...registration, key: nextKey };
    const next = await rotationRequest(door, held, otherKey, {
      metadata: { jwks_overlap: 0 },
    });
    expect(kidsOf((await send(next)).body)).toEqual([otherKey.kid]);
    expect(await statusOf(nextKey)).toBe(401);
    expect(await statusOf(key)).toBe(401);
    expect(await statusOf(otherKey)).toBe(200);
  });

  it('ends the tokens of a key with the key', async () => {
    const { access_token: token } = (await requestToken(key)).body;
    const call = async () => door.authorize(await apiCall(door, key, token));
    expect((await call()).allow).toBe(true);
    await rotate({ jwks_overlap: 0 });
    expect(await call()).toMatchObject({
      allow: false,
      status: 401,
      error: 'invalid_token',
      description: 'The access token was revoked',
    });
  });

  it('keeps both keys when both are listed', async () => {
    const jwks = { keys: [key.publicJwk, nextKey.publicJwk] };
    const { body } = await rotate({ jwks });
    expect(kidsOf(body)).toEqual([key.kid, nextKey.kid]);
    expect(body.jwks.keys.some((jwk: object) => 'exp' in jwk)).toBe(false);
  });

  it('removes a key without an assertion, as a registered key signs the proof', async () => {
    await rotate();
    const { status, body } = await send(
      await manageRequest(
        door,
        { ...registration, key: nextKey },
        {
          method: 'PUT',
          metadata: {
            client_id: 'sub_example',
            jwks: { keys: [nextKey.publicJwk] },
            jwks_overlap: 0,
          },
        },
      ),
    );
    expect(status).toBe(200);
    expect(kidsOf(body)).toEqual([nextKey.kid]);
    expect(await statusOf(key)).toBe(401);
  });

  it('refuses a fifth key', async () => {
    const keys = [nextKey, otherKey, await createRawKey()];
    for (const each of keys) {
      expect((await rotate({}, each)).status).toBe(200);
    }
    const { status, body } = await rotate({}, await createRawKey());
    expect(status).toBe(400);
    expect(body.error_description).toMatch(/may have 4 keys/);
  });

  it('deletes: keys and tokens are dead at once, and the registration is gone', async () => {
    const { access_token: token } = (await requestToken(key)).body;
    const { status } = await send(
      await manageRequest(door, registration, { method: 'DELETE' }),
    );
    expect(status).toBe(204);
    expect(await statusOf(key)).toBe(401);
    expect(await door.authorize(await apiCall(door, key, token))).toMatchObject(
      { allow: false, status: 401 },
    );
    expect((await send(await manageRequest(door, registration))).status).toBe(
      401,
    );
  });

  describe.each(['GET', 'PUT', 'DELETE'])('%s', method => {
    const metadata = () => ({
      client_id: 'sub_example',
      jwks: { keys: [key.publicJwk] },
    });

    async function manage(
      changes: Partial<Parameters<typeof manageRequest>[2]> = {},
      held: Partial<RawRegistration> = {},
    ) {
      const request = await manageRequest(
        door,
        { ...registration, ...held },
        {
          method,
          metadata: method === 'PUT' ? metadata() : undefined,
          ...changes,
        },
      );
      return send(request);
    }

    it('is refused with another registration access token', async () => {
      const { status, body, headers } = await manage(
        {},
        { token: 'oaf_rat_x' },
      );
      expect(status).toBe(401);
      expect(body.error).toBe('invalid_token');
      expect(headers.get('WWW-Authenticate')).toContain('Bearer');
    });

    it('is refused without a registration access token', async () => {
      const answer = await manage({ headers: { Authorization: '' } });
      expect(answer.status).toBe(401);
    });

    it('is refused with the right token for another client', async () => {
      const uri = `${door.issuer}/register/sub_other`;
      expect((await manage({}, { uri })).status).toBe(401);
    });

    it('is refused for a client id that is a path', async () => {
      const uri = `${door.issuer}/register/..%2Fsub_example`;
      expect((await manage({}, { uri })).status).toBe(401);
    });

    it.each<[string, () => Changes]>([
      ['a key that is not registered', () => ({ key: otherKey })],
      ['another method', () => ({ claims: { htm: 'PATCH' } })],
      ['another URL', () => ({ claims: { htu: `${door.issuer}/register` } })],
    ])('is refused with a proof by or for %s', async (_title, proof) => {
      const { status, body } = await manage({ proof: proof() });
      expect(status).toBe(400);
      expect(body.error).toBe('invalid_dpop_proof');
    });

    it('is challenged when the nonce is missing', async () => {
      const proof = { claims: { nonce: undefined } };
      const { status, body, headers } = await manage({ proof });
      expect(status).toBe(401);
      expect(body.error).toBe('use_dpop_nonce');
      expect(headers.get('WWW-Authenticate')).toContain('use_dpop_nonce');
      expect(headers.get('DPoP-Nonce')).toBeTruthy();
    });

    it('is refused while the subscription is suspended', async () => {
      await door.registry.applyGrant({ ...door.grant, status: 'suspended' });
      expect((await manage()).status).toBe(403);
    });
  });

  describe('an update is refused', () => {
    /** The answer, and who can sign in after it: the key that was there, and not the new one. */
    async function outcomeOf(request: Request) {
      const { status, body } = await send(request);
      const keys = [await statusOf(key), await statusOf(nextKey)];
      return { status, error: body.error, keys };
    }

    const refusal = (status: number, error: string) => ({
      status,
      error,
      keys: [200, 401],
    });

    const rotation = (changes: Parameters<typeof rotationRequest>[3]) =>
      rotationRequest(door, registration, nextKey, changes);

    it('when the new key did not sign the proof', async () => {
      const request = await rotation({ proof: { key } });
      expect(await outcomeOf(request)).toEqual(
        refusal(400, 'invalid_dpop_proof'),
      );
    });

    it('when it lacks the assertion by a registered key', async () => {
      const metadata = { client_assertion: undefined };
      expect(await outcomeOf(await rotation({ metadata }))).toEqual(
        refusal(401, 'invalid_client'),
      );
    });

    it.each<[string, (() => Changes) | undefined]>([
      ['by the new key', () => ({ key: nextKey })],
      ['for another client', () => ({ claims: { sub: 'x', iss: 'x' } })],
      ['for another audience', () => ({ claims: { aud: registration.uri } })],
    ])('when the assertion is %s', async (_title, changes) => {
      const client_assertion = await signAssertion(key, door, changes?.());
      const request = await rotation({ metadata: { client_assertion } });
      expect(await outcomeOf(request)).toEqual(refusal(401, 'invalid_client'));
    });

    it('when the assertion was used before', async () => {
      const client_assertion = await signAssertion(key, door);
      await door.handle(
        await tokenRequest(door, key, { form: { client_assertion } }),
      );
      const request = await rotation({ metadata: { client_assertion } });
      expect(await outcomeOf(request)).toEqual(refusal(401, 'invalid_client'));
    });

    it.each<[string, Record<string, unknown>]>([
      ['another client_id', { client_id: 'sub_other' }],
      ['no client_id', { client_id: undefined }],
      ['no keys', { jwks: { keys: [] } }],
      ['a URL to fetch keys from', { jwks_uri: 'http://169.254.169.254/' }],
      ['the registration access token', { registration_access_token: 'x' }],
      ['an overlap of more than 30 days', { jwks_overlap: 30 * day + 1 }],
      ['a negative overlap', { jwks_overlap: -1 }],
      ['a scope beyond the grant', { scope: 'admin' }],
    ])('with %s', async (_title, metadata) => {
      expect(await outcomeOf(await rotation({ metadata }))).toEqual(
        refusal(400, 'invalid_client_metadata'),
      );
    });

    it('with two new keys, as one proof shows one', async () => {
      const jwks = { keys: [nextKey.publicJwk, otherKey.publicJwk] };
      const request = await rotation({ metadata: { jwks } });
      expect(await outcomeOf(request)).toEqual(
        refusal(400, 'invalid_client_metadata'),
      );
    });

    it('with one key twice', async () => {
      const jwks = { keys: [nextKey.publicJwk, nextKey.publicJwk] };
      const request = await rotation({ metadata: { jwks } });
      expect(await outcomeOf(request)).toEqual(
        refusal(400, 'invalid_client_metadata'),
      );
    });

    it('with a private key', async () => {
      const jwks = { keys: [{ ...nextKey.publicJwk, d: 'c2VjcmV0' }] };
      const request = await rotation({ metadata: { jwks } });
      expect(await outcomeOf(request)).toEqual(
        refusal(400, 'invalid_client_metadata'),
      );
    });

    it('with a key of another subscription', async () => {
      const enrolment = { ...door.grant.enrolment!, tokenHash: 'of-other' };
      const clientId = 'sub_other';
      await door.registry.applyGrant({ ...door.grant, clientId, enrolment });
      await door.registry.enrol({
        clientId,
        tokenHash: 'of-other',
        keys: [{ ...nextKey.publicJwk, alg: 'PS256', kid: nextKey.kid }],
        registrationTokenHash: 'of-other',
        at: Date.now(),
        maxKeys: 1,
      });
      expect(await outcomeOf(await rotation({}))).toEqual(
        refusal(400, 'invalid_client_metadata'),
      );
    });
  });

  it('lets one of several concurrent rotations win', async () => {
    const keys = await Promise.all(
      Array.from({ length: 4 }, () => createRawKey()),
    );
    const requests = await Promise.all(
      keys.map(each => rotationRequest(door, registration, each)),
    );
    const answers = await Promise.all(
      requests.map(request => door.handle(request)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 400, 400, 400]);
  });

  describe('of several beside each other', () => {
    let second: RawRegistration;

    beforeEach(async () => {
      second = await enrolAnother(otherKey, 2);
    });

    const passwordOf = (number: number) =>
      `oaf_iat_another${String(number).padStart(22, '0')}`;

    async function enrolAnother(by: RawKey, number: number) {
      const password = passwordOf(number);
      const enrolment = {
        ...door.grant.enrolment!,
        tokenHash: sha256(password),
      };
      await door.registry.applyGrant({
        ...door.grant,
        revision: number,
        enrolment,
      });
      return enrolRaw(door, by, password);
    }

    it('lets both keys get tokens', async () => {
      expect(await statusOf(key)).toBe(200);
      expect(await statusOf(otherKey)).toBe(200);
    });

    it('shows the keys of its own', async () => {
      const first = await send(await manageRequest(door, registration));
      const other = await send(await manageRequest(door, second));
      expect(kidsOf(first.body)).toEqual([key.kid]);
      expect(kidsOf(other.body)).toEqual([otherKey.kid]);
    });

    it('rotates its own, and never ends those of another', async () => {
      const { body } = await rotate({ jwks_overlap: 0 });
      expect(kidsOf(body)).toEqual([nextKey.kid]);
      expect(await statusOf(key)).toBe(401);
      expect(await statusOf(nextKey)).toBe(200);
      expect(await statusOf(otherKey)).toBe(200);
    });

    it('deletes its own alone', async () => {
      await send(await manageRequest(door, registration, { method: 'DELETE' }));
      expect(await statusOf(key)).toBe(401);
      expect(await statusOf(otherKey)).toBe(200);
      expect((await send(await manageRequest(door, second))).status).toBe(200);
    });

    it('is not managed by a key of another', async () => {
      const stolen = { ...registration, key: otherKey };
      const read = await send(await manageRequest(door, stolen));
      expect(read.status).toBe(400);
      expect(read.body.error).toBe('invalid_dpop_proof');
      const request = await rotationRequest(door, stolen, nextKey);
      expect((await send(request)).status).toBe(401);
    });

    it('cannot take a key of another', async () => {
      const { status, body } = await rotate({}, otherKey);
      expect(status).toBe(400);
      expect(body.error_description).toMatch(/Another registration/);
    });

    it('refuses a fifth key over all of them, and the password stays good', async () => {
      await rotate({ jwks: { keys: [key.publicJwk, nextKey.publicJwk] } });
      await enrolAnother(await createRawKey(), 3);
      const fifth = await createRawKey();
      const refused = await enrolAnother(fifth, 4);
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({
        error: 'access_denied',
        error_description: expect.stringContaining('has 4 client keys'),
      });
      const { body } = await rotate({}, await createRawKey());
      expect(body.error_description).toMatch(/may have 4 keys/);
      await send(await manageRequest(door, second, { method: 'DELETE' }));
      const accepted = await enrolRaw(door, fifth, passwordOf(4));
      expect(accepted.status).toBe(201);
      expect(await statusOf(fifth)).toBe(200);
    });
  });

  it('does not revive a key that has ended', async () => {
    await rotate({ jwks_overlap: 60 });
    door.skew = 120;
    const now = Math.floor(Date.now() / 1000) + door.skew;
    const { status, body } = await send(
      await manageRequest(door, registration, {
        proof: { claims: { iat: now } },
      }),
    );
    expect(status).toBe(400);
    expect(body.error_description).toMatch(/registered key/);
  });
});

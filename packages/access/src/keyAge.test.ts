import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';
import { exampleGrant } from './testUtils/exampleGrant';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  tokenRequest,
} from './testUtils/rawClient';
import {
  enrolRaw,
  type RawRegistration,
  rotationRequest,
} from './testUtils/rawRegistration';
import { sha256 } from './hash';

const day = 24 * 60 * 60;

/** A plan whose client keys live thirty days. */
describe('client keys that may only grow so old', () => {
  let door: TestDoor;
  let key: RawKey;
  let nextKey: RawKey;
  let registration: RawRegistration & { body: Record<string, unknown> };

  const now = () => Math.floor(Date.now() / 1000) + door.skew;

  const expOf = (body: unknown, position = 0) =>
    (body as { jwks: { keys: Array<{ exp: number }> } }).jwks.keys[position]
      .exp - now();

  const statusOf = async (by: RawKey) => {
    const claims = { iat: now(), exp: now() + 60 };
    const request = await tokenRequest(door, by, {
      assertion: { claims },
      proof: { claims: { iat: now() } },
    });
    return (await door.handle(request)).status;
  };

  beforeEach(async () => {
    const clientKeyLifetime = 30 * day * 1000;
    door = await createTestDoor(undefined, { clientKeyLifetime });
    [key, nextKey] = await Promise.all([createRawKey(), createRawKey()]);
    registration = await enrolRaw(door, key);
  });

  it('says when one ends, and refuses it from then on', async () => {
    expect(Math.abs(expOf(registration.body) - 30 * day)).toBeLessThan(3);
    door.skew = 30 * day - 5;
    expect(await statusOf(key)).toBe(200);
    door.skew = 30 * day + 2;
    expect(await statusOf(key)).toBe(401);
  });

  it('gives a successor a lifetime of its own', async () => {
    const request = await rotationRequest(door, registration, nextKey);
    const body = await (await door.handle(request)).json();
    expect(Math.abs(expOf(body) - 30 * day)).toBeLessThan(3);
    expect(Math.abs(expOf(body, 1) - 7 * day)).toBeLessThan(3);
    door.skew = 30 * day + 2;
    expect(await statusOf(nextKey)).toBe(401);
  });

  it('enrols no key that is too old already, and leaves the password', async () => {
    door.skew = 31 * day;
    const password = 'oaf_iat_another';
    const grant = exampleGrant(door.baseUrl, {
      revision: 2,
      clientKeyLifetime: door.grant.clientKeyLifetime,
      enrolment: {
        credentialId: 'password-2',
        tokenHash: sha256(password),
        expiresAt: (now() + day) * 1000,
      },
    });
    await door.registry.applyGrant(grant);
    const register = async (by: RawKey) => {
      const answer = await door.handle(
        await registrationRequest(door, by, {
          headers: { Authorization: `Bearer ${password}` },
          proof: { claims: { iat: now() } },
        }),
      );
      const body = await answer.json();
      return { status: answer.status, text: JSON.stringify(body) };
    };
    const old = await register(key);
    expect(old.status).toBe(400);
    expect(old.text).toContain('older than the plan');
    expect((await register(nextKey)).status).toBe(201);
    expect(await statusOf(nextKey)).toBe(200);
  });
});

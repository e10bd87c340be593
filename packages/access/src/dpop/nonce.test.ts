import { createNonce, readNonce } from './nonce';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  tokenRequest,
} from '../testUtils/rawClient';

type Changes = Parameters<typeof tokenRequest>[2];

const now = () => Math.floor(Date.now() / 1000);

describe('DPoP nonce', () => {
  let door: TestDoor;
  let key: RawKey;

  beforeAll(async () => {
    key = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
    await door.handle(await registrationRequest(door, key));
  });

  async function request(changes?: Changes) {
    const answer = await door.handle(await tokenRequest(door, key, changes));
    return { status: answer.status, body: await answer.json(), answer };
  }

  it.each([
    ['missing', undefined, /^Put the nonce /],
    ['junk', 'junk', /not one of this issuer/],
    [
      'forged',
      Buffer.alloc(45, 1).toString('base64url'),
      /not one of this issuer/,
    ],
  ])('is asked for when it is %s', async (_title, nonce, description) => {
    const { status, body, answer } = await request({
      proof: { claims: { nonce } },
    });
    expect(status).toBe(400);
    expect(body.error).toBe('use_dpop_nonce');
    expect(body.error_description).toMatch(description);
    expect(answer.headers.get('DPoP-Nonce')).toMatch(/^[\w-]{60}$/);
  });

  it.each([
    [
      'in the other alphabet of base64',
      (text: string) => text.replaceAll('-', '+').replaceAll('_', '/'),
    ],
    [
      'with a line break',
      (text: string) => `${text.slice(0, 9)}\n${text.slice(9)}`,
    ],
    ['with padding', (text: string) => `${text}=`],
  ])('is not ours when it comes %s', (_title, change) => {
    const nonceKey = Buffer.alloc(32, 7);
    // One that has letters which the two alphabets write differently.
    let nonce = '';
    while (!/[-_]/.test(nonce)) {
      nonce = createNonce(nonceKey, door.issuer, now());
    }
    expect(readNonce(nonce, [nonceKey], door.issuer)).toBeDefined();
    expect(readNonce(change(nonce), [nonceKey], door.issuer)).toBeUndefined();
  });

  async function requestLater(seconds: number) {
    const iat = now() + seconds;
    const changes = {
      proof: { claims: { iat } },
      assertion: { claims: { iat, exp: iat + 60 } },
    };
    const prepared = await tokenRequest(door, key, changes);
    door.skew = seconds;
    return door.handle(prepared);
  }

  it('is refused when it is stale', async () => {
    const answer = await requestLater(302);
    expect(await answer.json()).toEqual({
      error: 'use_dpop_nonce',
      error_description: expect.stringMatching(/is stale, 30\d s old/),
    });
    expect(answer.headers.get('DPoP-Nonce')).toMatch(/^[\w-]{60}$/);
  });

  it('is renewed on success past half its life', async () => {
    const answer = await requestLater(152);
    expect(answer.status).toBe(200);
    expect(answer.headers.has('DPoP-Nonce')).toBe(true);
  });

  it('outlives one rotation of the nonce key, not two', async () => {
    const { current } = door.nonceKeys;
    const once = await tokenRequest(door, key);
    const twice = await tokenRequest(door, key);
    door.nonceKeys = { current: new Uint8Array(32), previous: current };
    expect((await door.handle(once)).status).toBe(200);
    door.nonceKeys = { current: new Uint8Array(32).fill(7) };
    expect((await door.handle(twice)).status).toBe(400);
  });

  it('is given out on request', async () => {
    const answer = await door.handle(
      new Request(`${door.issuer}/nonce`, { method: 'POST' }),
    );
    const body = await answer.json();
    expect(body).toEqual({ nonce: expect.any(String), expires_in: 300 });
    expect(answer.headers.get('DPoP-Nonce')).toBe(body.nonce);
  });
});

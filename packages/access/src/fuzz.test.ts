import fc from 'fast-check';
import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';
import { exampleSecrets } from './testUtils/exampleGrant';
import {
  createRawKey,
  enrolAndGetToken,
  fetchNonce,
  type RawKey,
  registrationRequest,
  revocationRequest,
  signProof,
  tokenRequest,
} from './testUtils/rawClient';

/** Inputs in all, spread over the properties below. */
const inputs = Number(process.env.FUZZ_INPUTS ?? 20_000);
const properties = 11;

jest.setTimeout(10 * 60_000);

/** What may stand in a header. */
const headerText = fc.string({
  unit: fc
    .integer({ min: 0x21, max: 0x7e })
    .map(code => String.fromCharCode(code)),
  maxLength: 80,
});

const part = fc.oneof(
  fc.base64String(),
  fc.json().map(text => Buffer.from(text).toString('base64url')),
);

const jwt = fc.tuple(part, part, part).map(parts => parts.join('.'));

const anything = fc.oneof(headerText, jwt, fc.json(), fc.string());

const header = fc.oneof(headerText, jwt);

const runs = { numRuns: Math.ceil(inputs / properties) };

/** Where to change a character of a text, and to what. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  by: fc.constantFrom(...'ABCxyz019-_.=+/ "{}'),
});

function changed(text: string, { at, by }: { at: number; by: string }) {
  const index = Math.floor(at * text.length);
  return text.slice(0, index) + by + text.slice(index + 1);
}

describe(`junk at the door is refused, and never an error of ours (${inputs} inputs)`, () => {
  let door: TestDoor;
  let key: RawKey;
  let token: string;
  let answered = 0;

  beforeAll(async () => {
    door = await createTestDoor();
    key = await createRawKey();
    token = await enrolAndGetToken(door, key);
  });

  /** 4xx and nothing that could be used. */
  async function isRefused(request: Request, by = door) {
    answered += 1;
    const answer = await by.handle(request);
    const body = await answer.text();
    return (
      answer.status >= 400 &&
      answer.status < 500 &&
      !body.includes('access_token"')
    );
  }

  async function isDenied(headers: Headers, url: string, method = 'GET') {
    answered += 1;
    const [{ resource }] = door.grant.apis;
    const call = { method, url, headers, resource };
    return !(await door.authorize(call)).allow;
  }

  it('at every path, with every method, header and body', async () => {
    const paths = fc.constantFrom(
      'token',
      'register',
      'register/sub_example',
      'revoke',
    );
    const methods = fc.constantFrom('POST', 'PUT', 'DELETE');
    const types = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(paths, methods, types, header, header, anything),
        async ([path, method, type, DPoP, authorization, body]) => {
          const headers = {
            'Content-Type': type,
            DPoP,
            Authorization: authorization,
          };
          const url = `${door.issuer}/${path}`;
          const request = new Request(url, { method, headers, body });
          expect(await isRefused(request)).toBe(true);
        },
      ),
      runs,
    );
  });

  it('in one parameter of an otherwise good token request', async () => {
    const names = fc.constantFrom(
      'grant_type',
      'client_assertion_type',
      'client_assertion',
      'scope',
      'resource',
      'client_id',
    );
    const value = anything.filter(text => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(names, value, async (name, text) => {
        const form = { [name]: text };
        expect(await isRefused(await tokenRequest(door, key, { form }))).toBe(
          true,
        );
      }),
      runs,
    );
  });

  it('in one claim of an otherwise good assertion', async () => {
    const names = fc.constantFrom('iss', 'sub', 'aud', 'exp', 'iat', 'nbf');
    const value = fc.oneof(fc.jsonValue(), fc.integer());
    await fc.assert(
      fc.asyncProperty(names, value, async (name, json) => {
        // A moment long ago is a good nbf.
        fc.pre(!(name === 'nbf' && typeof json === 'number' && json >= 0));
        const assertion = { claims: { [name]: json } };
        expect(
          await isRefused(await tokenRequest(door, key, { assertion })),
        ).toBe(true);
      }),
      runs,
    );
  });

  it('in the header of an otherwise good assertion', async () => {
    const names = fc.constantFrom('kid', 'crit');
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue(), async (name, json) => {
        const request = await tokenRequest(door, key);
        const form = new URLSearchParams(await request.clone().text());
        const [, ...rest] = form.get('client_assertion')!.split('.');
        const text = JSON.stringify({
          alg: 'ES256',
          kid: key.kid,
          [name]: json,
        });
        const head = Buffer.from(text).toString('base64url');
        form.set('client_assertion', [head, ...rest].join('.'));
        expect(
          await isRefused(new Request(request, { body: form.toString() })),
        ).toBe(true);
      }),
      runs,
    );
  });

  it('in one claim of an otherwise good proof', async () => {
    const names = fc.constantFrom('jti', 'htm', 'htu', 'iat', 'nonce');
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue(), async (name, json) => {
        fc.pre(!(name === 'jti' && typeof json === 'string' && json !== ''));
        const proof = { claims: { [name]: json } };
        expect(await isRefused(await tokenRequest(door, key, { proof }))).toBe(
          true,
        );
      }),
      runs,
    );
  });

  it('in the key of an otherwise good registration', async () => {
    const fresh = await createTestDoor();
    // Every run shall judge the key, not find the password burned by the runs before.
    fresh.registry.countFailedEnrolment = async () => {};
    const names = fc.constantFrom('kty', 'crv', 'x', 'y', 'alg', 'use', 'kid');
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue(), async (name, json) => {
        fc.pre(!(name === 'use' && json === 'sig'));
        const jwk = { ...key.publicJwk, [name]: json };
        const metadata = { jwks: { keys: [jwk] } };
        const request = await registrationRequest(fresh, key, { metadata });
        answered += 1;
        expect((await fresh.handle(request)).status).toBe(400);
      }),
      runs,
    );
  });

  it('in the body of an otherwise good registration', async () => {
    const fresh = await createTestDoor();
    fresh.registry.countFailedEnrolment = async () => {};
    await fc.assert(
      fc.asyncProperty(anything, async body => {
        const request = await registrationRequest(fresh, key, { body });
        expect(await isRefused(request, fresh)).toBe(true);
      }),
      runs,
    );
  });

  it('as a token to revoke, which changes nothing', async () => {
    const text = anything.filter(each => each.trim() !== '');
    await fc.assert(
      fc.asyncProperty(text, async junk => {
        const request = await revocationRequest(door, key, { token: junk });
        answered += 1;
        expect((await door.handle(request)).status).toBe(200);
      }),
      runs,
    );
    const url = `${door.baseUrl}/accounts/accounts`;
    const headers = new Headers(await callHeaders(url));
    expect(await isDenied(headers, url)).toBe(false);
  });

  async function callHeaders(url: string) {
    const target = { method: 'GET', url, accessToken: token };
    return {
      Authorization: `DPoP ${token}`,
      DPoP: await signProof(key, target),
      'x-api-key': exampleSecrets.apiKey,
    };
  }

  it('in a header of an otherwise good call', async () => {
    const url = `${door.baseUrl}/accounts/accounts`;
    const names = fc.constantFrom('Authorization', 'DPoP', 'x-api-key');
    const value = fc.oneof(
      header,
      header.map(text => `DPoP ${text}`),
    );
    await fc.assert(
      fc.asyncProperty(names, value, async (name, text) => {
        const headers = { ...(await callHeaders(url)), [name]: text };
        expect(await isDenied(new Headers(headers), url)).toBe(true);
      }),
      runs,
    );
  });

  it('by one changed character in the token, the proof or the API key', async () => {
    const url = `${door.baseUrl}/accounts/accounts`;
    const names = fc.constantFrom('Authorization', 'DPoP', 'x-api-key');
    await fc.assert(
      fc.asyncProperty(names, change, async (name, difference) => {
        const good: Record<string, string> = await callHeaders(url);
        const text = changed(good[name], difference);
        // The last character of a signature carries bits that base64url drops.
        fc.pre(difference.at < 0.99 && text.trim() !== good[name]);
        fc.pre(
          !/^dpop /i.test(good[name]) ||
            !/^dpop +\S/i.test(text) ||
            text.slice(5) !== good[name].slice(5),
        );
        const headers = new Headers({ ...good, [name]: text });
        expect(await isDenied(headers, url)).toBe(true);
      }),
      runs,
    );
  });

  it('as a nonce', async () => {
    const nonce = await fetchNonce(door);
    await fc.assert(
      fc.asyncProperty(fc.oneof(header, change), async junk => {
        const text = typeof junk === 'string' ? junk : changed(nonce, junk);
        fc.pre(text !== nonce);
        const proof = { claims: { nonce: text } };
        expect(await isRefused(await tokenRequest(door, key, { proof }))).toBe(
          true,
        );
      }),
      runs,
    );
  });

  it('in as many inputs as the title says', () => {
    expect(answered).toBeGreaterThanOrEqual(inputs);
  });
});

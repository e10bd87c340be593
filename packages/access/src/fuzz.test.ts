import fc from 'fast-check';
import { createTestDoor, type TestDoor } from './testUtils/createTestDoor';
import { exampleSecrets } from './testUtils/exampleGrant';
import {
  createRawKey,
  enrolAndGetToken,
  type RawKey,
  registrationRequest,
  signProof,
  tokenRequest,
} from './testUtils/rawClient';

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

const runs = { numRuns: 300 };

describe('junk at the door is refused, and never an error of ours', () => {
  let door: TestDoor;
  let key: RawKey;
  let token: string;

  beforeAll(async () => {
    door = await createTestDoor();
    key = await createRawKey();
    token = await enrolAndGetToken(door, key);
  });

  async function isRefused(request: Request) {
    const { status } = await door.handle(request);
    return status >= 400 && status < 500;
  }

  it('at every path, with every method, header and body', async () => {
    const paths = fc.constantFrom('token', 'register');
    const types = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(paths, types, header, header, anything),
        async ([path, type, DPoP, authorization, body]) => {
          const headers = {
            'Content-Type': type,
            DPoP,
            Authorization: authorization,
          };
          const url = `${door.issuer}/${path}`;
          expect(
            await isRefused(
              new Request(url, { method: 'POST', headers, body }),
            ),
          ).toBe(true);
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

  it('in the key of an otherwise good registration', async () => {
    const fresh = await createTestDoor();
    const names = fc.constantFrom('kty', 'crv', 'x', 'y', 'alg', 'use', 'kid');
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue(), async (name, json) => {
        fc.pre(!(name === 'use' && json === 'sig'));
        const jwk = { ...key.publicJwk, [name]: json };
        const metadata = { jwks: { keys: [jwk] } };
        const request = await registrationRequest(fresh, key, { metadata });
        expect((await fresh.handle(request)).status).toBe(400);
      }),
      runs,
    );
  });

  it('in a header of an otherwise good call', async () => {
    const url = `${door.baseUrl}/accounts/accounts`;
    const [api] = door.grant.apis;
    const names = fc.constantFrom('Authorization', 'DPoP', 'x-api-key');
    const value = fc.oneof(
      header,
      header.map(text => `DPoP ${text}`),
    );
    await fc.assert(
      fc.asyncProperty(names, value, async (name, text) => {
        const target = { method: 'GET', url, accessToken: token };
        const headers = new Headers({
          Authorization: `DPoP ${token}`,
          DPoP: await signProof(key, target),
          'x-api-key': exampleSecrets.apiKey,
          [name]: text,
        });
        const answer = await door.authorize({
          method: 'GET',
          url,
          headers,
          api,
        });
        expect(answer.allow).toBe(false);
      }),
      runs,
    );
  });
});

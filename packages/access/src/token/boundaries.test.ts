import type { Grant } from '@oaf/contract';
import { decodeJwt } from 'jose';
import { futureTolerance } from '../clock';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  createRawKey,
  type RawKey,
  registrationRequest,
  signAssertion,
  tokenRequest,
} from '../testUtils/rawClient';
import { authenticateClient } from './authenticateClient';
import { consumeAssertion } from './consumeAssertion';
import { issueAccessToken, tokenLifetime } from './issueAccessToken';
import { parseAssertion } from './readAssertion';
import { requireActive } from './requireActive';
import { selectScope } from './selectScope';
import { verifyIssuedToken } from './verifyIssuedToken';

const now = 1_800_000_000;
const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let door: TestDoor;
let key: RawKey;

beforeAll(async () => {
  key = await createRawKey();
  door = await createTestDoor();
  await door.handle(await registrationRequest(door, key));
});

const failureOf = (work: () => unknown) =>
  Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      ({ message }: Error) => message,
    );

describe('the times of an assertion', () => {
  it.each([
    [{ exp: now + 300 }, undefined],
    [{ exp: now + 301 }, 'invalid_client: The assertion may live 300 s'],
    [{ iat: now - 60, exp: now - futureTolerance }, undefined],
    [
      { iat: now - 60, exp: now - 11 },
      'invalid_client: exp is 11 s in the past',
    ],
  ])('%j: %s', async (claims, expected) => {
    const jwt = await signAssertion(key, door, {
      claims: { iat: now, ...claims },
    });
    const assertion = parseAssertion(
      new Map([
        ['client_assertion', jwt],
        ['client_assertion_type', type],
      ]),
    );
    const { issuer, registry } = door;
    const clock = () => now * 1000;
    expect(
      await failureOf(() =>
        authenticateClient(assertion, { issuer, registry, clock }),
      ),
    ).toBe(expected);
  });
});

it.each<[string, (jwt: string) => string, Record<string, unknown>]>([
  ['cannot be read', jwt => jwt.slice(1), {}],
  ['lacks a claim', jwt => jwt, { jti: undefined }],
])(
  'an assertion that %s is refused with what is behind it, for the log',
  async (_title, change, claims) => {
    const jwt = change(await signAssertion(key, door, { claims }));
    const parameters = new Map([
      ['client_assertion', jwt],
      ['client_assertion_type', type],
    ]);
    const { issuer, registry } = door;
    await expect(async () =>
      authenticateClient(parseAssertion(parameters), {
        issuer,
        registry,
        clock: Date.now,
      }),
    ).rejects.toMatchObject({ cause: expect.anything() });
  },
);

it('an assertion is remembered while its time could be taken', async () => {
  const kept: number[] = [];
  const client = { grant: { clientId: 'a' } } as never;
  await consumeAssertion(
    { client, kid: '1', jti: '1', exp: now },
    { insertOnce: async (_key, expiresAt) => kept.push(expiresAt) > 0 },
  );
  expect(kept).toEqual([(now + futureTolerance + 1) * 1000]);
});

it.each([
  [null, true],
  [now * 1000 + 1, true],
  [now * 1000, false],
])(
  'a token names the API key that ends at %s: %s',
  async (expiresAt, named) => {
    const grant: Grant = {
      ...door.grant,
      apiKeys: [{ credentialId: 'c', hash: 'h', expiresAt }],
    };
    const claims: any[] = [];
    await issueAccessToken(
      {
        grant,
        apis: grant.apis,
        scope: 'a',
        confirmation: { jkt: 'j' },
        clientKid: 'k',
      },
      {
        issuer: door.issuer,
        clock: () => now * 1000,
        signer: {
          ...door.signer,
          sign: async (_header: unknown, content: unknown) => {
            claims.push(content);
            return '';
          },
        } as never,
      },
    );
    expect(claims[0].ext.akh).toEqual(named ? ['h'] : []);
    expect(claims[0]).toMatchObject({ iat: now, exp: now + tokenLifetime });
  },
);

it.each([
  ['active', undefined],
  ['suspended', 'unauthorized_client: The subscription is suspended'],
] as const)('a subscription that is %s: %s', async (status, expected) => {
  expect(
    await failureOf(() => requireActive({ ...door.grant, status } as never)),
  ).toBe(expected);
});

describe('the scope of a token', () => {
  const grant = { scopes: ['a:read', 'a:write'] } as never;
  it.each([
    [undefined, 'a:read a:write'],
    ['a:read', 'a:read'],
    ['a:write a:read', 'a:write a:read'],
  ])('%j asked, %j given', (requested, expected) => {
    expect(selectScope(requested as never, grant)).toBe(expected);
  });
});

describe('an assertion that is no such', () => {
  it.each([
    ['without a type', undefined, 'client_assertion or its type is missing'],
    ['of another type', 'x', 'client_assertion or its type is missing'],
    ['that is no text', type, 'client_assertion or its type is missing'],
  ])('%s is refused', async (title, given, expected) => {
    const jwt = title === 'that is no text' ? 7 : 'a.b.c';
    const parameters = new Map<string, unknown>([
      ['client_assertion', jwt],
      ['client_assertion_type', given],
    ]);
    expect(await failureOf(() => parseAssertion(parameters))).toBe(
      `invalid_client: ${expected}`,
    );
  });

  it.each([
    [{ sub: `x ${'a'.repeat(10)}` }, {}],
    [{ sub: 'a'.repeat(129) }, {}],
    [{ sub: `${'a'.repeat(10)} x` }, {}],
    [{}, { kid: `-${'A'.repeat(43)}` }],
    [{}, { kid: `${'A'.repeat(43)}-` }],
  ])('%j, header %j is refused', async (claims, header) => {
    const jwt = await signAssertion(key, door, { claims, header });
    const parameters = new Map([
      ['client_assertion', jwt],
      ['client_assertion_type', type],
    ]);
    expect(await failureOf(() => parseAssertion(parameters))).toBe(
      'invalid_client: Client authentication failed',
    );
  });
});

/** What a door's issuer signs, under its own `kid` or another one. */
const sealed =
  ({ signer }: TestDoor, kid = signer.kid) =>
  (claims: object) =>
    signer.sign({ typ: 'at+jwt', alg: signer.alg, kid }, { ...claims });

describe('a token that we issued', () => {
  const verify = (token: string, keys = [door.signer]) => {
    const jwks = async () => ({
      keys: (await Promise.all(keys.map(signer => signer.jwks()))).flatMap(
        set => set.keys,
      ),
    });
    const { issuer } = door;
    return verifyIssuedToken(token, {
      issuer,
      signer: { ...door.signer, jwks },
    });
  };
  let claims: object;
  let stranger: TestDoor;

  beforeAll(async () => {
    const answer = await door.handle(await tokenRequest(door, key));
    claims = decodeJwt((await answer.json()).access_token);
    stranger = await createTestDoor();
  });

  it('is known by its signature, whichever of our keys made it', async () => {
    const token = await sealed(door)(claims);
    expect(await verify(token)).toMatchObject({ sub: door.grant.clientId });
    for (const keys of [
      [door.signer, stranger.signer],
      [stranger.signer, door.signer],
    ]) {
      expect(await verify(token, keys)).toBeDefined();
    }
  });

  it.each<[string, () => Promise<string>]>([
    ['no token', async () => 'junk'],
    ['empty', async () => ''],
    ['an assertion of a client', () => signAssertion(key, door)],
    ['signed by a stranger', () => sealed(stranger)(claims)],
    [
      'signed by a stranger under our kid',
      () => sealed(stranger, door.signer.kid)(claims),
    ],
    [
      'signed by us under a kid that we do not have',
      () => sealed(door, stranger.signer.kid)(claims),
    ],
    [
      'signed by us for another purpose',
      () => sealed(door)({ ...claims, cnf: {} }),
    ],
  ])('is not what is %s', async (_title, make) => {
    expect(await verify(await make())).toBeUndefined();
  });
});

import { futureTolerance, proofAge } from '../clock';
import { sha256 } from '../hash';
import { InMemoryReplayStore } from '../testUtils/InMemoryReplayStore';
import { createRawKey, type RawKey, signProof } from '../testUtils/rawClient';
import { checkNonce } from './checkNonce';
import { consumeProof } from './consumeProof';
import { createNonce, nonceLifetime, readNonce } from './nonce';
import { verifyProof } from './verifyProof';

const now = 1_800_000_000;
const url = 'https://gateway.test/accounts';
const issuer = 'https://gateway.test/oauth';
const target = { method: 'GET', url, now };
const refused = (description: string) => `invalid_dpop_proof: ${description}`;

let key: RawKey;
let otherKey: RawKey;

beforeAll(async () => {
  [key, otherKey] = await Promise.all([createRawKey(), createRawKey()]);
});

/** What a proof with these claims is answered: its own, or the refusal. */
async function judged(
  claims: Record<string, unknown>,
  more: { tokenHash?: string } = {},
) {
  const proof = await signProof(key, target, {
    claims: { iat: now, jti: 'one', ...claims },
  });
  return outcomeOf(new Headers({ DPoP: proof }), more);
}

function outcomeOf(headers: Headers, more: { tokenHash?: string } = {}) {
  try {
    return verifyProof(headers, { ...target, ...more });
  } catch (error) {
    return (error as Error).message;
  }
}

const accepted = () => ({
  thumbprint: key.kid,
  jti: 'one',
  iat: now,
  nonce: undefined,
});

describe('a proof', () => {
  it('tells who made it, when and for which nonce', async () => {
    expect(await judged({ nonce: 'n' })).toEqual({ ...accepted(), nonce: 'n' });
  });

  it.each([
    [undefined, 'The DPoP header is missing'],
    ['', 'The DPoP header is missing'],
    ['a, b', 'Exactly one DPoP header is allowed'],
    ['a.b.c', 'The DPoP proof is not a valid dpop+jwt'],
  ])('must be one header, not %j', (header, message) => {
    const headers = new Headers(header === undefined ? {} : { DPoP: header });
    expect(outcomeOf(headers)).toEqual(refused(message));
  });

  it('keeps the cause of a refusal for the log', async () => {
    const dpop = await signProof(otherKey, target, {
      header: { jwk: key.publicJwk },
    });
    let caught: unknown;
    try {
      verifyProof(new Headers({ DPoP: dpop }), target);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({
      message: refused('The DPoP proof is not a valid dpop+jwt'),
      cause: { message: 'The signature does not fit' },
    });
  });

  it.each([
    ['an array', []],
    ['a text', 'jwk'],
    ['nothing', null],
    ['a private key', { ...{ kty: 'EC' }, d: 'x' }],
    ['a secret key', { kty: 'oct', k: 'x' }],
  ])('shows a public key, not %s', async (_title, jwk) => {
    const dpop = await signProof(key, target, { header: { jwk } });
    expect(outcomeOf(new Headers({ DPoP: dpop }))).toEqual(
      refused('The DPoP proof is not a valid dpop+jwt'),
    );
  });

  it.each([
    ['d', 'c2VjcmV0'],
    ['k', 'c2VjcmV0'],
  ])(
    'whose public key has the private member %s is refused',
    async (member, value) => {
      const jwk = { ...key.publicJwk, [member]: value };
      const dpop = await signProof(key, target, {
        header: { jwk },
        claims: { iat: now },
      });
      expect(outcomeOf(new Headers({ DPoP: dpop }))).toEqual(
        refused('The DPoP proof is not a valid dpop+jwt'),
      );
    },
  );

  it('names every claim that is missing or misused', async () => {
    expect(await judged({ jti: '', htm: undefined, nonce: 7 })).toEqual(
      refused('The DPoP proof lacks or misuses: jti htm nonce'),
    );
  });
});

describe('the times of a proof', () => {
  it.each([
    [{ iat: now - proofAge }, undefined],
    [{ iat: now - proofAge - 1 }, 'iat is 61 s in the past'],
    [{ iat: now + futureTolerance }, undefined],
    [{ iat: now + futureTolerance + 1 }, 'iat is 11 s in the future'],
    [{ exp: now - futureTolerance }, undefined],
    [{ exp: now - futureTolerance - 1 }, 'exp is 11 s in the past'],
    [{ exp: now + 1000 }, undefined],
    [{ nbf: now + futureTolerance }, undefined],
    [{ nbf: now + futureTolerance + 1 }, 'nbf is 11 s in the future'],
    [{ nbf: now - 100_000 }, undefined],
  ])('%j: %s', async (claims, message) => {
    const expected = message
      ? refused(message)
      : { ...accepted(), ...('iat' in claims ? claims : {}) };
    expect(await judged(claims)).toEqual(expected);
  });
});

describe('the target of a proof', () => {
  it.each([
    [{ htm: 'POST' }, 'htm is not the method of the request'],
    [{ htm: 'get' }, 'htm is not the method of the request'],
    [{ htu: `${url}/1` }, 'htu is not the URL of the request'],
    [{ htu: 'no URL' }, 'htu is not the URL of the request'],
    [{ htu: `${url}?a=b#c` }, undefined],
    [{ htu: 'HTTPS://GATEWAY.test:443/accounts' }, undefined],
  ])('%j: %s', async (claims, message) => {
    expect(await judged(claims)).toEqual(
      message ? refused(message) : accepted(),
    );
  });

  it.each([
    ['the hash of the token', sha256('token'), true],
    ['the hash of another', sha256('other'), false],
    ['missing', undefined, false],
  ])('is bound to the token by ath: %s', async (_title, ath, isBound) => {
    expect(await judged({ ath }, { tokenHash: sha256('token') })).toEqual(
      isBound ? accepted() : refused('ath is not the hash of the access token'),
    );
    // nothing to be bound to
    expect(await judged({ ath })).toEqual(accepted());
  });
});

describe('a proof is good for one request', () => {
  const store = (time: number) => new InMemoryReplayStore(() => time * 1000);
  const one = { thumbprint: 'a', jti: '1', iat: now };

  it.each([
    ['the same again', one, false],
    ['of another key', { ...one, thumbprint: 'b' }, true],
    ['with another jti', { ...one, jti: '2' }, true],
  ])('%s: %s', async (_title, second, isGood) => {
    const replay = store(now);
    await consumeProof(one, replay);
    const outcome = await consumeProof(second, replay).then(
      () => undefined,
      ({ message }) => message,
    );
    expect(outcome).toEqual(
      isGood ? undefined : refused('The DPoP proof was used before'),
    );
  });

  it('is remembered while its time could be taken', async () => {
    const kept: number[] = [];
    await consumeProof(one, {
      insertOnce: async (_key, expiresAt) => kept.push(expiresAt) > 0,
    });
    expect(kept).toEqual([(now + proofAge + futureTolerance) * 1000]);
  });
});

describe('a nonce', () => {
  const current = new Uint8Array(32).fill(1);
  const context = (time: number) => ({
    issuer,
    nonceKeys: { get: async () => ({ current }) },
    clock: () => time * 1000,
  });
  const checked = (age: number) =>
    checkNonce(
      {
        thumbprint: 'a',
        jti: '1',
        iat: now,
        nonce: createNonce(current, issuer, now - age),
      },
      context(now),
    ).then(
      headers => Object.keys(headers),
      error => [error.message, ...Object.keys(error.headers)],
    );

  it.each([
    ['new', 0, []],
    ['half its life old', nonceLifetime / 2, []],
    ['older', nonceLifetime / 2 + 1, ['DPoP-Nonce']],
    ['at its end', nonceLifetime, ['DPoP-Nonce']],
  ])('that is %s is taken', async (_title, age, expected) => {
    expect(await checked(age)).toEqual(expected);
  });

  it('that is beyond its life is replaced', async () => {
    expect(await checked(nonceLifetime + 1)).toEqual([
      'use_dpop_nonce: The nonce of the proof is stale, 301 s old; use that of the DPoP-Nonce header',
      'DPoP-Nonce',
    ]);
  });

  it('is another one each time', () => {
    const made = [1, 2, 3].map(() => createNonce(current, issuer, now));
    expect(new Set(made).size).toBe(3);
  });

  it.each([
    ['shorter', (bytes: Buffer) => bytes.subarray(0, 44)],
    ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['empty', () => Buffer.alloc(0)],
    [
      'of another version',
      (bytes: Buffer) => Buffer.concat([Buffer.from([2]), bytes.subarray(1)]),
    ],
  ])('is not ours when it is %s', (_title, change) => {
    const ours = createNonce(current, issuer, now);
    const changed = change(Buffer.from(ours, 'base64url'));
    expect(readNonce(ours, [current], issuer)).toBe(now);
    // asked twice, because what was found out is remembered
    expect(readNonce(ours, [current], issuer)).toBe(now);
    const text = changed.toString('base64url');
    expect(readNonce(text, [current], issuer)).toBeUndefined();
    expect(readNonce(text, [current], issuer)).toBeUndefined();
  });

  it('is of one issuer', () => {
    const ours = createNonce(current, issuer, now);
    expect(readNonce(ours, [current], `${issuer}2`)).toBeUndefined();
    expect(readNonce(ours, [], issuer)).toBeUndefined();
  });
});

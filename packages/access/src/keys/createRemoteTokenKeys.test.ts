import type { JSONWebKeySet } from 'jose';
import {
  createRemoteTokenKeys,
  TokenKeysUnavailableError,
} from './createRemoteTokenKeys';

const url = 'https://auth.test/jwks';
const minute = 60_000;

const setOf = (...kids: string[]): JSONWebKeySet => ({
  keys: kids.map(kid => ({ kty: 'EC', kid })),
});

function setUp(initial?: JSONWebKeySet) {
  const remote = {
    now: 1_000_000,
    requests: 0,
    answer: () => Response.json(setOf('a')),
  };
  const keys = createRemoteTokenKeys({
    url,
    initial,
    clock: () => remote.now,
    fetch: async () => {
      remote.requests += 1;
      return remote.answer();
    },
  });
  return { remote, keys };
}

const fail = () => {
  throw new TypeError('fetch failed');
};

describe('createRemoteTokenKeys', () => {
  it('reads once for many calls, also at the same time', async () => {
    const { remote, keys } = setUp();
    await Promise.all([keys.jwks(), keys.jwks()]);
    await expect(keys.jwks()).resolves.toEqual(setOf('a'));
    expect(remote.requests).toBe(1);
  });

  it('reads nothing while the keys it was given are fresh', async () => {
    const { remote, keys } = setUp(setOf('bundled'));
    await expect(keys.jwks()).resolves.toEqual(setOf('bundled'));
    expect(remote.requests).toBe(0);
  });

  it('reads again after five minutes, and answers the same object while the keys are the same', async () => {
    const { remote, keys } = setUp();
    const first = await keys.jwks();
    remote.now += 5 * minute;
    expect(await keys.jwks()).toBe(first);
    expect(remote.requests).toBe(2);
    remote.answer = () => Response.json(setOf('b'));
    remote.now += 5 * minute;
    await expect(keys.jwks()).resolves.toEqual(setOf('b'));
  });

  it('reads again for a key it does not know, at most every 30 s', async () => {
    const { remote, keys } = setUp(setOf('a'));
    remote.answer = () => Response.json(setOf('a', 'b'));
    await expect(keys.jwks('b')).resolves.toEqual(setOf('a', 'b'));
    await keys.jwks('junk');
    await keys.jwks('junk');
    expect(remote.requests).toBe(1);
    remote.now += 30_000;
    await keys.jwks('junk');
    expect(remote.requests).toBe(2);
  });

  it('goes on with what it has for a day when the issuer cannot be reached', async () => {
    const { remote, keys } = setUp();
    await keys.jwks();
    remote.answer = fail;
    remote.now += 23 * 60 * minute;
    await expect(keys.jwks()).resolves.toEqual(setOf('a'));
    await keys.jwks();
    expect(remote.requests).toBe(2);
    remote.now += 2 * 60 * minute;
    await expect(keys.jwks()).rejects.toThrow(TokenKeysUnavailableError);
  });

  it.each<[string, () => Response]>([
    ['the network fails', fail],
    ['the status is 503', () => new Response('', { status: 503 })],
    ['the answer is no JSON', () => new Response('<html>')],
    ['there are no keys', () => Response.json({ keys: [] })],
    ['it is no JWK Set', () => Response.json({ keys: 'none' })],
  ])('rejects at first when %s', async (_title, answer) => {
    const { remote, keys } = setUp();
    remote.answer = answer;
    await expect(keys.jwks()).rejects.toMatchObject({
      name: 'TokenKeysUnavailableError',
      url,
    });
    remote.answer = () => Response.json(setOf('a'));
    await expect(keys.jwks()).resolves.toEqual(setOf('a'));
  });
});

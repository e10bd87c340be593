import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import type { Clock, TokenKeys } from '../ports';

export interface RemoteTokenKeysOptions {
  /** The issuer's `jwks_uri`. */
  url: string;
  /** Keys to start with, for example bundled with the function: then a cold start needs no fetch. */
  initial?: JSONWebKeySet;
  /** Default `globalThis.fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Default `Date.now`. */
  clock?: Clock;
  /** Milliseconds a fetch may take. Default 3000. */
  timeout?: number;
}

const seconds = 1000;

/** Keys are used this long before they are looked at again. */
const maxAge = 300 * seconds;

/** Unknown keys in tokens, which anyone can write, cause a fetch at most this often. */
const minInterval = 30 * seconds;

/** RFC 5861: keys that could not be renewed are better than an outage, for this long. */
const staleIfError = 24 * 60 * 60 * seconds;

const jwksSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1),
});

/** The issuer's keys could not be read, and there are none, or none recent enough, to go on with. */
export class TokenKeysUnavailableError extends Error {
  readonly name = 'TokenKeysUnavailableError';

  constructor(readonly url: string, options: { cause: unknown }) {
    super(
      `The issuer's keys cannot be read from ${url}; check that it is reachable and answers a JWK Set`,
      options,
    );
  }
}

interface Fetched {
  jwks: JSONWebKeySet;
  at: number;
}

class RemoteTokenKeys implements TokenKeys {
  readonly #options: RemoteTokenKeysOptions;
  readonly #clock: Clock;
  #fetched: Fetched | undefined;
  #triedAt = -Infinity;
  #fetching: Promise<JSONWebKeySet> | undefined;

  constructor(options: RemoteTokenKeysOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#fetched = options.initial && {
      jwks: options.initial,
      at: this.#clock(),
    };
  }

  async jwks(missingKid?: string): Promise<JSONWebKeySet> {
    const known = this.#fetched;
    const now = this.#clock();
    const isFresh = known && now - known.at < maxAge;
    const isSettled = known && now - this.#triedAt < minInterval;
    if (isSettled || (isFresh && missingKid === undefined)) {
      return known.jwks;
    }
    this.#fetching ??= this.#renew(known, now).finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #renew(known: Fetched | undefined, now: number) {
    this.#triedAt = now;
    try {
      const jwks = await this.#read();
      const isSame = JSON.stringify(jwks) === JSON.stringify(known?.jwks);
      this.#fetched = { jwks: isSame ? known!.jwks : jwks, at: now };
      return this.#fetched.jwks;
    } catch (cause) {
      if (known && now - known.at < staleIfError) {
        return known.jwks;
      }
      throw new TokenKeysUnavailableError(this.#options.url, { cause });
    }
  }

  async #read(): Promise<JSONWebKeySet> {
    const { url, timeout = 3000 } = this.#options;
    const fetch = this.#options.fetch ?? globalThis.fetch;
    const answer = await fetch(url, {
      headers: { Accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    if (!answer.ok) {
      throw new Error(`The answer has status ${answer.status}`);
    }
    return jwksSchema.parse(await answer.json()) as JSONWebKeySet;
  }
}

/**
 * The issuer's keys from its `jwks_uri`: read again after five minutes, or when a token names another key (at most every
 * 30 s), and used for up to a day when they cannot be read.
 *
 * `jwks()` rejects with {@link TokenKeysUnavailableError}.
 */
export function createRemoteTokenKeys(
  options: RemoteTokenKeysOptions,
): TokenKeys {
  return new RemoteTokenKeys(options);
}

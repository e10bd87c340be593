import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ClientRegistry } from '../ports';

/** Failed attempts that burn an initial access token. */
const limit = 5;

/** The challenge is the first half of a good attempt; a suspension, or other keys that are too many, is no guess. */
const uncounted = ['use_dpop_nonce', 'access_denied'];

/**
 * Does the work, and counts it against the initial access token when the caller made it fail.
 *
 * A failed attempt is one that had the right token and nothing else to show for it: a proof by another key, bad
 * metadata, a key that is taken. Who intercepts a token and probes with it burns it, and the requester asks for a new
 * one. A wrong token belongs to nobody and is not counted: 190 bits cannot be guessed, and a public part that ties
 * guesses to a client would let anyone who reads it burn that client's token.
 */
export async function countFailures<Answer>(
  token: string,
  registry: ClientRegistry,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OAuthError && !uncounted.includes(error.code)) {
      await registry.countFailedEnrolment({ tokenHash: sha256(token), limit });
    }
    throw error;
  }
}

import { OAuthError } from '../OAuthError';
import type { ClientKey, RegisteredKey } from '../ports';
import { liveKeys } from './liveKeys';

/** Keys a client may have at once, those that end included. */
export const maxKeys = 4;

const day = 24 * 60 * 60;

/** Seconds for which a key that is left out of an update may still sign. */
export const defaultOverlap = 7 * day;
export const maxOverlap = 30 * day;

function refuse(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description);
}

/** The key of the update that the client did not have. One at a time, as one proof shows possession of one key. */
export function findNewKey(
  held: ClientKey[],
  wanted: RegisteredKey[],
  now: number,
): RegisteredKey | undefined {
  const known = liveKeys(held, now).map(({ kid }) => kid);
  const added = wanted.filter(({ kid }) => !known.includes(kid));
  if (added.length > 1) {
    throw refuse('Only one key of jwks may be new');
  }
  return added[0];
}

/**
 * The keys after an update: those that are wanted have no end; those that are left out end after the overlap, or at
 * once when it is 0, and never later than they would have ended anyway.
 * @param options - `now` epoch milliseconds, `overlap` seconds
 * @throws OAuthError `invalid_client_metadata` when they would be too many
 */
export function rotateKeys(
  held: ClientKey[],
  wanted: RegisteredKey[],
  { now, overlap }: { now: number; overlap: number },
): ClientKey[] {
  const kids = wanted.map(({ kid }) => kid);
  const end = now + overlap * 1000;
  const ending = held
    .filter(({ jwk }) => !kids.includes(jwk.kid))
    .map(({ jwk, notAfter }) => ({
      jwk,
      notAfter: Math.min(notAfter ?? Infinity, end),
    }))
    .filter(({ notAfter }) => now < notAfter);
  const keys = [...wanted.map(jwk => ({ jwk, notAfter: null })), ...ending];
  if (keys.length > maxKeys) {
    throw refuse(
      `A client may have ${maxKeys} keys; end some at once with jwks_overlap 0`,
    );
  }
  return keys;
}

import { OAuthError } from '../OAuthError';
import type { ClientKey, RegisteredKey } from '../ports';
import { isLive, liveKeys } from './liveKeys';

/** Keys a client may have at once, over all its registrations, those that are about to end included. */
export const maxKeys = 4;

const day = 24 * 60 * 60;

/** Seconds for which a key that is left out of an update may still sign. */
export const defaultOverlap = 7 * day;
export const maxOverlap = 30 * day;

function refuse(description: string): OAuthError {
  return new OAuthError('invalid_client_metadata', description);
}

/** The keys of one registration, and those that the client has besides. */
export interface RegistrationKeys {
  tokenHash: string;
  keys: ClientKey[];
  otherKeys: ClientKey[];
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
 * The client's keys after an update of one registration: those that are wanted have no end; those that are left out end
 * after the overlap, or at once when it is 0, and never later than they would have ended anyway. Keys of the client's
 * other registrations stay as they are.
 * @param options - `now` epoch milliseconds, `overlap` seconds, `expiry` of keys that are new
 * @throws OAuthError `invalid_client_metadata` when they would be too many, or another registration has one of them
 */
export function rotateKeys(
  { keys: held, otherKeys, tokenHash }: RegistrationKeys,
  wanted: RegisteredKey[],
  {
    now,
    overlap,
    expiry = {},
  }: {
    now: number;
    overlap: number;
    expiry?: Pick<ClientKey, 'expiresAt'>;
  },
): ClientKey[] {
  const kids = wanted.map(({ kid }) => kid);
  const end = now + overlap * 1000;
  const lasting = wanted.map(jwk => {
    const known = held.find(key => key.jwk.kid === jwk.kid);
    const { expiresAt } = known ?? expiry;
    return {
      jwk,
      notAfter: null,
      registrationTokenHash: tokenHash,
      ...(expiresAt !== undefined && { expiresAt }),
    };
  });
  const ending = held
    .filter(({ jwk }) => !kids.includes(jwk.kid))
    .map(key => ({
      ...key,
      notAfter: Math.min(key.notAfter ?? Infinity, end),
    }));
  requireOwn(kids, otherKeys);
  const keys = [...lasting, ...ending, ...otherKeys].filter(key =>
    isLive(key, now),
  );
  if (keys.length > maxKeys) {
    throw refuse(
      `A client may have ${maxKeys} keys; end some at once with jwks_overlap 0, or revoke one in the portal`,
    );
  }
  return keys;
}

function requireOwn(kids: string[], otherKeys: ClientKey[]) {
  if (otherKeys.some(({ jwk }) => kids.includes(jwk.kid))) {
    throw refuse(
      'Another registration of this client has the key; make a new one',
    );
  }
}

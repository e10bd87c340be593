import type { ClientKey, RegisteredKey } from '../ports';

/** The keys that may still sign. */
export function liveKeys(keys: ClientKey[], now: number): RegisteredKey[] {
  return keys
    .filter(({ notAfter }) => notAfter === null || now < notAfter)
    .map(({ jwk }) => jwk);
}

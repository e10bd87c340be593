import type { ClientKey, RegisteredKey } from '../ports';

/** Whether the key may still sign at the instant (epoch milliseconds). */
export function isLive({ notAfter }: ClientKey, now: number): boolean {
  return notAfter === null || now < notAfter;
}

/** The keys that may still sign. */
export function liveKeys(keys: ClientKey[], now: number): RegisteredKey[] {
  return keys.filter(key => isLive(key, now)).map(({ jwk }) => jwk);
}

import type { ClientKey, RegisteredKey } from '../ports';

/** From when on the key is refused, for whichever reason comes first (epoch milliseconds); null is never. */
export function endOf({
  notAfter,
  expiresAt = Infinity,
}: Pick<ClientKey, 'notAfter' | 'expiresAt'>): number | null {
  const end = Math.min(notAfter ?? Infinity, expiresAt);
  return Number.isFinite(end) ? end : null;
}

/** Whether the key may still sign at the instant (epoch milliseconds). */
export function isLive(
  key: Pick<ClientKey, 'notAfter' | 'expiresAt'>,
  now: number,
): boolean {
  const end = endOf(key);
  return end === null || now < end;
}

/** The keys that may still sign. */
export function liveKeys(keys: ClientKey[], now: number): RegisteredKey[] {
  return keys.filter(key => isLive(key, now)).map(({ jwk }) => jwk);
}

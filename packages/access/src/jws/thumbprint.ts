import type { JWK } from 'jose';
import { sha256 } from '../hash';

/** RFC 7638 section 3.2 and RFC 8037 section 2: the members that make the key, in lexicographic order. */
const requiredMembers: Partial<Record<string, (keyof JWK)[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

/**
 * The RFC 7638 SHA-256 thumbprint of a public key.
 * @throws TypeError when the key lacks a member or is of another type
 */
export function thumbprint(jwk: JWK): string {
  const names = requiredMembers[String(jwk.kty)] ?? [];
  const members = names.map(name => [name, jwk[name]] as const);
  if (
    members.length === 0 ||
    members.some(([, value]) => typeof value !== 'string')
  ) {
    throw new TypeError('The JWK lacks a member, or its kty is not supported');
  }
  return sha256(JSON.stringify(Object.fromEntries(members)));
}

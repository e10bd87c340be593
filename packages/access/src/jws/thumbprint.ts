import type { JWK } from 'jose';
import { sha256 } from '../hash';

/** RFC 7638 section 3.2 and RFC 8037 section 2: the members that make the key, in lexicographic order. */
const membersOf: Partial<Record<string, (jwk: JWK) => object>> = {
  EC: ({ crv, kty, x, y }) => ({ crv, kty, x, y }),
  OKP: ({ crv, kty, x }) => ({ crv, kty, x }),
  RSA: ({ e, kty, n }) => ({ e, kty, n }),
};

/**
 * The RFC 7638 SHA-256 thumbprint of a public key.
 * @throws TypeError when the key lacks a member or is of another type
 */
export function thumbprint(jwk: JWK): string {
  const members = membersOf[String(jwk.kty)]?.(jwk);
  if (!members || Object.values(members).some(isNoText)) {
    throw new TypeError('The JWK lacks a member, or its kty is not supported');
  }
  return sha256(JSON.stringify(members));
}

function isNoText(value: unknown): boolean {
  return typeof value !== 'string';
}

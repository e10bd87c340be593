import { CompactEncrypt, type JWK } from 'jose';

/** PBKDF2 rounds (OWASP Password Storage Cheat Sheet). The password has 190 bits by itself; the rounds are a second line. */
const rounds = 600_000;

/** The private JWK as a compact JWE (RFC 7516) that the password opens (RFC 7518 section 4.8). */
export function encryptPrivateKey(key: JWK, password: string): Promise<string> {
  return new CompactEncrypt(Buffer.from(JSON.stringify(key)))
    .setProtectedHeader({
      alg: 'PBES2-HS512+A256KW',
      enc: 'A256GCM',
      cty: 'jwk+json',
    })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(Buffer.from(password));
}

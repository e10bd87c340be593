import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type { CryptoKey } from 'openid-client';
import type { Profile } from '../profile/Profile';

export type PrivateKey = Profile['key'];

/** A new key pair as a private JWK; it never leaves this machine. */
export async function generateKey(alg: string): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { ...jwk, kty: jwk.kty!, alg, kid };
}

/** The members of RFC 7518 section 6 that are public, with the key's name and use. */
export function toPublicJwk(key: PrivateKey): JWK {
  const { kty, crv, x, y, n, e, alg, kid } = key as JWK & PrivateKey;
  const members = { kty, crv, x, y, n, e, alg, kid, use: 'sig' };
  return JSON.parse(JSON.stringify(members));
}

/** The pair as openid-client wants it: a private key that signs and a public key that can be shown. */
export async function importPair(key: PrivateKey) {
  const publicJwk = toPublicJwk(key);
  return {
    privateKey: (await importJWK(key as JWK, key.alg)) as CryptoKey,
    publicKey: (await importJWK(publicJwk, key.alg, {
      extractable: true,
    })) as CryptoKey,
  };
}

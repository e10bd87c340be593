import { constants, verify, type KeyObject } from 'node:crypto';
import { namesOf, type SigningAlgorithm } from '../algorithms';
import type { UnverifiedJws } from './decodeJws';
import { toDer } from './ecdsaSignature';
import type { VerificationKey } from './importKey';

type Verify = (data: Buffer, key: KeyObject, signature: Uint8Array) => boolean;

const verifyEdwards: Verify = (data, key, signature) =>
  verify(null, data, key, signature);

/** RFC 7518 sections 3.4 and 3.5, RFC 8037 section 3.1. */
const verifyWith: Record<SigningAlgorithm, Verify> = {
  ES256: (data, key, signature) => {
    const der = toDer(signature);
    return der !== undefined && verify('sha256', data, key, der);
  },
  PS256: (data, key, signature) =>
    verify(
      'sha256',
      data,
      {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      },
      signature,
    ),
  EdDSA: verifyEdwards,
  Ed25519: verifyEdwards,
};

/**
 * Whether the key signed the JWS, by its own algorithm and no other.
 * Synchronous, as the way to another thread and back takes longer than the verification.
 */
export function isSignedBy(
  jws: UnverifiedJws,
  { alg, key }: VerificationKey,
): boolean {
  const named = jws.header.alg;
  const isNamed = named === alg || namesOf(alg).some(name => name === named);
  // RFC 7515 section 4.1.11: no extension is understood here, so none may be critical.
  if (!isNamed || 'crit' in jws.header) {
    return false;
  }
  // The signing input is ASCII by its form.
  const data = Buffer.from(jws.signingInput, 'latin1');
  return verifyWith[alg](data, key, jws.signature);
}

import {
  createPublicKey,
  type JsonWebKeyInput,
  type KeyObject,
} from 'node:crypto';
import type { JWK } from 'jose';
import type { SigningAlgorithm } from '../algorithms';
import { BoundedCache } from '../cache/BoundedCache';
import { thumbprint } from './thumbprint';

/** A public key and the only algorithm it may be used with. */
export interface VerificationKey {
  alg: SigningAlgorithm;
  key: KeyObject;
  /** RFC 7638. */
  thumbprint: string;
}

const minRsaBits = 2048;

/** RFC 7518 section 3.5 wants RSA keys of 2048 bits at least. */
export class WeakKeyError extends TypeError {
  readonly name = 'WeakKeyError';
  readonly minBits = minRsaBits;

  constructor(readonly bits: number) {
    super(`The RSA key has ${bits} bits; make one of at least ${minRsaBits}`);
  }
}

/** What a key of the algorithm must be. */
const isFit: Record<SigningAlgorithm, (key: KeyObject) => boolean> = {
  ES256: key => key.asymmetricKeyDetails?.namedCurve === 'prime256v1',
  PS256: key => key.asymmetricKeyType === 'rsa',
  EdDSA: key => key.asymmetricKeyType === 'ed25519',
  Ed25519: key => key.asymmetricKeyType === 'ed25519',
};

/** Importing costs as much as half a verification, and a thumbprint names exactly one key. */
const known = new BoundedCache<VerificationKey>(1000);

function importNew(jwk: JWK, alg: SigningAlgorithm): KeyObject {
  const key = createPublicKey({
    key: jwk as JsonWebKeyInput['key'],
    format: 'jwk',
  });
  if (!isFit[alg](key)) {
    throw new TypeError(`The key is not fit for ${alg}`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? Infinity;
  if (bits < minRsaBits) {
    throw new WeakKeyError(bits);
  }
  return key;
}

/** @throws WeakKeyError, TypeError or a `node:crypto` error when the JWK is no public key fit for the algorithm */
export function importKey(jwk: JWK, alg: SigningAlgorithm): VerificationKey {
  const print = thumbprint(jwk);
  const name = `${alg}:${print}`;
  const found = known.get(name);
  if (found) {
    return found;
  }
  const imported = { alg, key: importNew(jwk, alg), thumbprint: print };
  known.set(name, imported);
  return imported;
}

const knownByObject = new WeakMap<JWK, VerificationKey>();

/**
 * {@link importKey} for keys that are held and not changed, as those of registration and of the issuer: as long as it is the
 * same object, not even its thumbprint is computed again.
 */
export function importHeldKey(
  jwk: JWK & { alg: SigningAlgorithm },
): VerificationKey {
  const found = knownByObject.get(jwk);
  if (found) {
    return found;
  }
  const imported = importKey(jwk, jwk.alg);
  knownByObject.set(jwk, imported);
  return imported;
}

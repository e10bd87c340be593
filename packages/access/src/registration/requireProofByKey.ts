import type { Proof } from '../dpop/verifyProof';
import { OAuthError } from '../OAuthError';
import type { RegisteredKey } from '../ports';

/**
 * Nobody enrols a key that is not theirs.
 * @throws OAuthError `invalid_dpop_proof`
 */
export function requireProofByKey(proof: Proof, key: RegisteredKey) {
  if (proof.thumbprint !== key.kid) {
    throw new OAuthError(
      'invalid_dpop_proof',
      'The proof must be signed by the key being registered',
    );
  }
}

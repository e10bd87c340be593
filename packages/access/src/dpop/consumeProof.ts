import { futureTolerance, proofAge } from '../clock';
import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ReplayStore } from '../ports';
import type { Proof } from './verifyProof';

/**
 * A proof is good for one request. Its `jti` counts per key, so that nobody can use up another's.
 * @throws OAuthError `invalid_dpop_proof`
 */
export async function consumeProof(proof: Proof, replay: ReplayStore) {
  const key = `proof:${sha256(`${proof.thumbprint}#${proof.jti}`)}`;
  const expiresAt = Math.ceil((proof.iat + proofAge + futureTolerance) * 1000);
  if (!(await replay.insertOnce(key, expiresAt))) {
    throw new OAuthError(
      'invalid_dpop_proof',
      'The DPoP proof was used before',
    );
  }
}

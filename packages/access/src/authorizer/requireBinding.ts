import type { Proof } from '../dpop/verifyProof';
import { equalHashes } from '../hash';
import { OAuthError } from '../OAuthError';
import type { AccessTokenClaims } from './verifyAccessToken';

/**
 * RFC 9449 section 7.1: the proof is by the key the token is bound to.
 * @throws OAuthError `invalid_token`
 */
export function requireBinding(proof: Proof, { cnf }: AccessTokenClaims) {
  if (!equalHashes(proof.thumbprint, cnf.jkt)) {
    throw new OAuthError(
      'invalid_token',
      'The access token is bound to another key',
    );
  }
}

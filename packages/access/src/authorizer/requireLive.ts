import type { Grant } from '@oaf/contract';
import { OAuthError } from '../OAuthError';
import type { AccessTokenClaims } from './verifyAccessToken';

/**
 * The kill switches: suspension, and revocation of every token issued before an instant.
 * @throws OAuthError `access_denied`, `invalid_token`
 */
export function requireLive(grant: Grant, { iat }: AccessTokenClaims) {
  if (grant.status !== 'active') {
    throw new OAuthError('access_denied', 'The subscription is suspended');
  }
  if (grant.tokensNotBefore !== null && iat * 1000 < grant.tokensNotBefore) {
    throw new OAuthError('invalid_token', 'The access token was revoked');
  }
}

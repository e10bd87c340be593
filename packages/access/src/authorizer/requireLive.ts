import { isLive } from '../registration/liveKeys';
import { OAuthError } from '../OAuthError';
import type { RegisteredClient } from '../ports';
import type { AccessTokenClaims } from './AccessTokenClaims';

function revoked(): OAuthError {
  return new OAuthError('invalid_token', 'The access token was revoked');
}

/**
 * The kill switches of the client: suspension, the end of the key that asked for the token, and revocation of every token
 * issued before an instant.
 * @param now - epoch milliseconds
 * @throws OAuthError `access_denied`, `invalid_token`
 */
export function requireLive(
  { grant, keys }: RegisteredClient,
  { iat, ext }: AccessTokenClaims,
  now: number,
) {
  if (grant.status !== 'active') {
    throw new OAuthError('access_denied', 'The subscription is suspended');
  }
  const clientKey = keys.find(({ jwk }) => jwk.kid === ext.client_kid);
  if (!clientKey || !isLive(clientKey, now)) {
    throw revoked();
  }
  if (grant.tokensNotBefore !== null && iat * 1000 < grant.tokensNotBefore) {
    throw revoked();
  }
}

/**
 * The kill switch of one token (RFC 7009).
 * @throws OAuthError `invalid_token`
 */
export function requireUnrevoked(isRevoked: boolean) {
  if (isRevoked) {
    throw revoked();
  }
}

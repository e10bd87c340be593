import { isLive } from '../registration/liveKeys';
import { OAuthError } from '../OAuthError';
import type { RegisteredClient, RevokedTokens } from '../ports';
import type { AccessTokenClaims } from './AccessTokenClaims';

function revoked(): OAuthError {
  return new OAuthError('invalid_token', 'The access token was revoked');
}

/**
 * The kill switches: suspension, the end of the key that asked for the token, revocation of every token issued before
 * an instant, and of this one.
 * @param now - epoch milliseconds
 * @throws OAuthError `access_denied`, `invalid_token`
 */
export async function requireLive(
  { grant, keys }: RegisteredClient,
  { iat, jti, ext }: AccessTokenClaims,
  {
    revokedTokens,
    now,
  }: { revokedTokens: Pick<RevokedTokens, 'has'>; now: number },
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
  if (await revokedTokens.has(jti)) {
    throw revoked();
  }
}

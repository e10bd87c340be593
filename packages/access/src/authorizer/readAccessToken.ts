import { OAuthError } from '../OAuthError';
import { readAuthorization } from '../request/readAuthorization';

/**
 * Every token here is bound to a key, so Bearer would be a downgrade.
 * @throws OAuthError `missing_token`, `invalid_token`
 */
export function readAccessToken(headers: Headers): string {
  const authorization = readAuthorization(headers);
  if (!authorization) {
    throw new OAuthError('missing_token', 'The access token is missing');
  }
  if (authorization.scheme !== 'dpop') {
    throw new OAuthError(
      'invalid_token',
      'The Authorization scheme must be DPoP',
    );
  }
  return authorization.token;
}

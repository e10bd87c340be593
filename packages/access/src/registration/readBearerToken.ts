import type { HeaderFields } from '../request/AccessRequest';
import { OAuthError } from '../OAuthError';
import { readAuthorization } from '../request/readAuthorization';

/**
 * RFC 7591 section 3, RFC 7592 section 2. The scheme may be Bearer, or DPoP as some clients write whenever they send a
 * proof; then `isBound` says that the proof must carry the token's hash.
 * @param name - how the token is called in the refusal
 * @throws OAuthError `invalid_token`
 */
export function readBearerToken(
  headers: HeaderFields,
  name: string,
): { token: string; isBound: boolean } {
  const authorization = readAuthorization(headers);
  if (!authorization || !['bearer', 'dpop'].includes(authorization.scheme)) {
    throw new OAuthError(
      'invalid_token',
      `Send the ${name} as Authorization: Bearer`,
      { headers: { 'WWW-Authenticate': 'Bearer' } },
    );
  }
  return {
    token: authorization.token,
    isBound: authorization.scheme === 'dpop',
  };
}

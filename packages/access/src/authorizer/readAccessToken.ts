import type { HeaderFields } from '../request/AccessRequest';
import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import { readAuthorization } from '../request/readAuthorization';

/** An access token as it came; nothing of it is verified. */
export interface PresentedToken {
  /** Lower case. */
  scheme: string;
  accessToken: string;
  /** base64url SHA-256 of it. */
  hash: string;
}

const schemes = ['dpop', 'bearer'];

/** @throws OAuthError `missing_token`, `invalid_token` */
export function readAccessToken(headers: HeaderFields): PresentedToken {
  const authorization = readAuthorization(headers);
  if (!authorization) {
    throw new OAuthError('missing_token', 'The access token is missing');
  }
  const { scheme, token } = authorization;
  if (!schemes.includes(scheme)) {
    throw new OAuthError(
      'invalid_token',
      'The Authorization scheme must be DPoP or Bearer',
    );
  }
  return { scheme, accessToken: token, hash: sha256(token) };
}

import { OAuthError } from '../OAuthError';
import type { Form } from '../request/readForm';

/** @throws OAuthError `invalid_request`, `unsupported_grant_type` */
export function requireClientCredentials({ fields }: Form) {
  const grantType = fields.get('grant_type');
  if (!grantType) {
    throw new OAuthError('invalid_request', 'grant_type is missing');
  }
  if (grantType !== 'client_credentials') {
    throw new OAuthError(
      'unsupported_grant_type',
      'grant_type must be client_credentials',
    );
  }
}

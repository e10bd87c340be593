import type { Grant } from '@oaf/contract';
import { OAuthError } from '../OAuthError';

/**
 * The requested scope, or all of the grant's when none was requested (RFC 6749 section 3.3).
 * @throws OAuthError `invalid_scope`
 */
export function selectScope(requested: string | undefined, grant: Grant) {
  const scopes = requested ? requested.split(' ') : grant.scopes;
  if (!scopes.every(scope => grant.scopes.includes(scope))) {
    throw new OAuthError(
      'invalid_scope',
      'The scope is more than the subscription grants',
    );
  }
  return [...new Set(scopes)].join(' ');
}

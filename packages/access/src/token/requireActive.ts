import type { Grant } from '@oaf/contract';
import { OAuthError } from '../OAuthError';

/** @throws OAuthError `unauthorized_client` */
export function requireActive(grant: Grant) {
  if (grant.status !== 'active') {
    throw new OAuthError(
      'unauthorized_client',
      'The subscription is suspended',
    );
  }
}

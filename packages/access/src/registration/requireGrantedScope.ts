import type { Grant } from '@oaf/contract';
import { selectScope } from '../token/selectScope';
import type { ClientMetadata } from './readClientMetadata';
import { OAuthError } from '../OAuthError';

/** @throws OAuthError `invalid_client_metadata` */
export function requireGrantedScope(
  metadata: Pick<ClientMetadata, 'scope'>,
  grant: Grant,
): string {
  try {
    return selectScope(metadata.scope, grant);
  } catch (cause) {
    throw new OAuthError(
      'invalid_client_metadata',
      'scope is more than the subscription grants',
      { cause },
    );
  }
}

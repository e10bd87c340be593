import type { Grant } from '@oaf/contract';
import { OAuthError } from '../OAuthError';
import type { ClientRegistry } from '../ports';
import type { AccessTokenClaims } from './verifyAccessToken';

/**
 * The grant as it is now; a token outlives its grant by minutes.
 * @throws OAuthError `invalid_token`
 */
export async function findGrant(
  claims: AccessTokenClaims,
  registry: ClientRegistry,
): Promise<Grant> {
  const client = await registry.findByClientId(claims.client_id);
  if (!client) {
    throw new OAuthError('invalid_token', 'The subscription has ended');
  }
  return client.grant;
}

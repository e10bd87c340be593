import { OAuthError } from '../OAuthError';
import type { ClientRegistry, RegisteredClient } from '../ports';
import type { AccessTokenClaims } from './AccessTokenClaims';

/**
 * The client as it is now; a token outlives its grant by minutes.
 * @throws OAuthError `invalid_token`
 */
export async function findClient(
  claims: AccessTokenClaims,
  registry: Pick<ClientRegistry, 'findByClientId'>,
): Promise<RegisteredClient> {
  const client = await registry.findByClientId(claims.client_id);
  if (!client) {
    throw new OAuthError('invalid_token', 'The subscription has ended');
  }
  return client;
}

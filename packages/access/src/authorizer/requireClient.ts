import { OAuthError } from '../OAuthError';
import type { RegisteredClient } from '../ports';

/**
 * The client as it is now; a token outlives its grant by minutes.
 * @throws OAuthError `invalid_token`
 */
export function requireClient(
  client: RegisteredClient | undefined,
): RegisteredClient {
  if (!client) {
    throw new OAuthError('invalid_token', 'The subscription has ended');
  }
  return client;
}

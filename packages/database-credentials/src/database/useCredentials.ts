import type { Knex } from 'knex';
import type { Credentials } from '../secret/Credentials';
import type { SecretCredentials } from '../secret/SecretCredentials';

/** As knex keeps it: a password that is not printed with the settings. */
function withHiddenPassword(settings: object, { user, password }: Credentials) {
  return Object.defineProperty({ ...settings, user }, 'password', {
    value: password,
  });
}

/**
 * Lets each new connection of a pool take the credentials that work now; those that are open go on.
 *
 * knex's own way, `connection` as a function with an `expirationChecker`, cannot be used: Backstage takes none for
 * MySQL, knex asks it before a connection and not after a refusal, and closes every connection of the pool when it
 * expires.
 */
export function useCredentials(
  { client }: Knex,
  credentials: SecretCredentials,
): void {
  const settings = client.connectionSettings;
  const acquire = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = () =>
    credentials.connect(current => {
      client.connectionSettings = withHiddenPassword(settings, current);
      return acquire();
    });
}

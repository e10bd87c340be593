import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ClientRegistry, RegisteredClient } from '../ports';

/** One text for unknown, spent and expired: a guesser learns nothing. */
export function refuseInitialAccessToken(): OAuthError {
  return new OAuthError(
    'invalid_token',
    'The temporary password is unknown, used or expired',
    { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
  );
}

/** @throws OAuthError `invalid_token`, `access_denied` */
export async function findEnrolment(
  token: string,
  now: number,
  registry: ClientRegistry,
): Promise<RegisteredClient> {
  const client = await registry.findByEnrolmentToken(sha256(token));
  const enrolment = client?.grant.enrolment;
  if (!client || !enrolment || now >= enrolment.expiresAt) {
    throw refuseInitialAccessToken();
  }
  if (client.grant.status !== 'active') {
    throw new OAuthError('access_denied', 'The subscription is suspended');
  }
  return client;
}

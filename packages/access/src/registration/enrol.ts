import type { Grant } from '@oaf/contract';
import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ClientRegistry, RegisteredKey } from '../ports';
import { refuseInitialAccessToken } from './findEnrolment';
import { maxKeys } from './rotateKeys';

/** @throws OAuthError `invalid_token`, `invalid_client_metadata`, `access_denied` */
export async function enrol(
  enrolment: {
    grant: Grant;
    token: string;
    key: RegisteredKey;
    registrationToken: string;
    at: number;
  },
  registry: ClientRegistry,
) {
  const outcome = await registry.enrol({
    clientId: enrolment.grant.clientId,
    tokenHash: sha256(enrolment.token),
    keys: [enrolment.key],
    registrationTokenHash: sha256(enrolment.registrationToken),
    at: enrolment.at,
    maxKeys,
  });
  if (outcome === 'token-spent') {
    throw refuseInitialAccessToken();
  }
  if (outcome === 'too-many-keys') {
    throw new OAuthError(
      'access_denied',
      `The subscription has ${maxKeys} client keys, and may not have more; revoke one in the portal, then use the same temporary password`,
    );
  }
  if (outcome === 'key-taken') {
    throw new OAuthError(
      'invalid_client_metadata',
      'The key belongs to another subscription; make a new one',
    );
  }
}

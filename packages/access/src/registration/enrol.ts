import type { Grant } from '@oaf/contract';
import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ClientRegistry, RegisteredKey } from '../ports';
import { refuseInitialAccessToken } from './findEnrolment';
import { isLive } from './liveKeys';
import { maxKeys } from './rotateKeys';

/** An old key would be refused at once, and the password be spent for nothing. */
async function requireYoung(
  { grant, key, at }: { grant: Grant; key: RegisteredKey; at: number },
  registry: ClientRegistry,
) {
  const client = await registry.findByClientId(grant.clientId);
  const held = client?.keys.find(({ jwk }) => jwk.kid === key.kid);
  if (held && !isLive({ ...held, notAfter: null }, at)) {
    throw new OAuthError(
      'invalid_client_metadata',
      'The key is older than the plan of the subscription allows; make a new one, then use the same temporary password',
    );
  }
}

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
  await requireYoung(enrolment, registry);
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

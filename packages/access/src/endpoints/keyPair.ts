import { toSeconds } from '../clock';
import type { KeyPairs, RegisteredKey } from '../ports';
import { clientInformation } from '../registration/clientInformation';
import { createRegistrationToken } from '../registration/createRegistrationToken';
import { encryptPrivateKey } from '../registration/encryptPrivateKey';
import { enrol } from '../registration/enrol';
import { findEnrolment } from '../registration/findEnrolment';
import { readBearerToken } from '../registration/readBearerToken';
import { requireRegistrableKeys } from '../registration/requireRegistrableKeys';
import type { Endpoint } from './Endpoint';
import { respond } from './respond';

async function makeKey(keyPairs: KeyPairs) {
  const { d, ...publicJwk } = await keyPairs.generate();
  const jwks = { keys: [publicJwk] };
  const [key] = requireRegistrableKeys({ jwks });
  return { key, privateJwk: { ...key, d } };
}

/**
 * For a consumer that cannot make a key pair: the gateway makes one, enrols its public half and answers the private half
 * once, encrypted with the initial access token. The private half is kept nowhere. No RFC describes it; it is there only
 * when the host has a {@link KeyPairs}, and `/register` is the better way.
 */
export function keyPair(keyPairs: KeyPairs): Endpoint {
  return async (request, { issuer, registry, clock }) => {
    const now = clock();
    const { token } = readBearerToken(request.headers, 'temporary password');
    const { grant } = await findEnrolment(token, now, registry);
    const { key, privateJwk } = await makeKey(keyPairs);
    const encrypted = await encryptPrivateKey(privateJwk, token);
    const registrationToken = createRegistrationToken();
    await enrol({ grant, token, key, registrationToken, at: now }, registry);
    const keys: { jwk: RegisteredKey; notAfter: null }[] = [
      { jwk: key, notAfter: null },
    ];
    const scope = grant.scopes.join(' ');
    const registration = { grant, keys, registrationToken, scope };
    const answer = {
      ...clientInformation(registration, issuer),
      client_id_issued_at: toSeconds(now),
      encrypted_private_key: encrypted,
    };
    return respond(answer, { status: 201 });
  };
}

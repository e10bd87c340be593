import type { AccessRequest, AccessResponse } from '../request/AccessRequest';
import { toSeconds } from '../clock';
import { checkNonce } from '../dpop/checkNonce';
import { consumeProof } from '../dpop/consumeProof';
import { sha256 } from '../hash';
import { verifyProof } from '../dpop/verifyProof';
import { clientInformation } from '../registration/clientInformation';
import { countFailures } from '../registration/countFailures';
import { createRegistrationToken } from '../registration/createRegistrationToken';
import { enrol } from '../registration/enrol';
import { expiryOf } from '../registration/expiryOf';
import { findEnrolment } from '../registration/findEnrolment';
import { readBearerToken } from '../registration/readBearerToken';
import {
  clientMetadataSchema,
  readClientMetadata,
} from '../registration/readClientMetadata';
import { requireGrantedScope } from '../registration/requireGrantedScope';
import { requireProofByKey } from '../registration/requireProofByKey';
import { requireRegistrableKeys } from '../registration/requireRegistrableKeys';
import type { AccessContext, Endpoint } from './Endpoint';
import { respond } from './respond';

async function registerWith(
  { token, isBound }: ReturnType<typeof readBearerToken>,
  request: AccessRequest,
  context: AccessContext,
): Promise<AccessResponse> {
  const { issuer, registry, replay } = context;
  const now = context.clock();
  const metadata = await readClientMetadata(request, clientMetadataSchema);
  const proof = verifyProof(request.headers, {
    method: 'POST',
    url: `${issuer}/register`,
    tokenHash: isBound ? sha256(token) : undefined,
    now: toSeconds(now),
  });
  const headers = await checkNonce(proof, context);
  const { grant } = await findEnrolment(token, now, registry);
  const [key] = requireRegistrableKeys(metadata);
  requireProofByKey(proof, key);
  const scope = requireGrantedScope(metadata, grant);
  await consumeProof(proof, replay);
  const registrationToken = createRegistrationToken();
  await enrol({ grant, token, key, registrationToken, at: now }, registry);
  const keys = [{ jwk: key, notAfter: null, ...expiryOf(grant, now) }];
  const registration = { grant, keys, registrationToken, scope };
  const answer = {
    ...clientInformation(registration, issuer),
    client_id_issued_at: toSeconds(now),
  };
  return respond(answer, { status: 201, headers });
}

/**
 * Client registration (RFC 7591): the initial access token enrols one public key, once.
 * That the proof must be signed by the key being registered is ours; RFC 7591 is silent.
 * The token is spent last, so that a mistake does not cost it; five do.
 */
export const register: Endpoint = async (request, context) => {
  const presented = readBearerToken(request.headers, 'temporary password');
  return countFailures(presented.token, context.registry, () =>
    registerWith(presented, request, context),
  );
};

import { toSeconds } from '../clock';
import { checkNonce } from '../dpop/checkNonce';
import { consumeProof } from '../dpop/consumeProof';
import { verifyProof } from '../dpop/verifyProof';
import { createRegistrationToken } from '../registration/createRegistrationToken';
import { enrol } from '../registration/enrol';
import { findEnrolment } from '../registration/findEnrolment';
import { readClientMetadata } from '../registration/readClientMetadata';
import { readInitialAccessToken } from '../registration/readInitialAccessToken';
import { requireGrantedScope } from '../registration/requireGrantedScope';
import { requireProofByKey } from '../registration/requireProofByKey';
import { requireRegistrableKey } from '../registration/requireRegistrableKey';
import type { Endpoint } from './Endpoint';
import { respond } from './respond';

/**
 * Client registration (RFC 7591): the initial access token enrols one public key, once.
 * That the proof must be signed by the key being registered is ours; RFC 7591 is silent.
 * The token is spent last, so that no mistake costs it.
 */
export const register: Endpoint = async (request, context) => {
  const now = context.clock();
  const { token, isBound } = readInitialAccessToken(request.headers);
  const metadata = await readClientMetadata(request);
  const proof = await verifyProof(request.headers, {
    method: 'POST',
    url: `${context.issuer}/register`,
    accessToken: isBound ? token : undefined,
    now: toSeconds(now),
  });
  const headers = await checkNonce(proof, context);
  const { grant } = await findEnrolment(token, now, context.registry);
  const key = await requireRegistrableKey(metadata);
  requireProofByKey(proof, key);
  const scope = requireGrantedScope(metadata, grant);
  await consumeProof(proof, context.replay);
  const registrationToken = createRegistrationToken();
  await enrol(
    { grant, token, key, registrationToken, at: now },
    context.registry,
  );
  const answer = {
    client_id: grant.clientId,
    registration_client_uri: `${context.issuer}/register/${grant.clientId}`,
    registration_access_token: registrationToken,
    client_id_issued_at: toSeconds(now),
    client_name: grant.applicationName,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: key.alg,
    grant_types: ['client_credentials'],
    response_types: [],
    dpop_bound_access_tokens: true,
    scope,
    jwks: { keys: [key] },
  };
  return respond(answer, { status: 201, headers });
};

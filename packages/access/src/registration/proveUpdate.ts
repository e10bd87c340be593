import { consumeProof } from '../dpop/consumeProof';
import type { AccessContext } from '../endpoints/Endpoint';
import { OAuthError } from '../OAuthError';
import type { RegisteredKey } from '../ports';
import { authenticateClient } from '../token/authenticateClient';
import { consumeAssertion } from '../token/consumeAssertion';
import { parseAssertion, refuseClient } from '../token/readAssertion';
import { liveKeys } from './liveKeys';
import type { RegistrationUpdate } from './readRegistrationUpdate';
import { requireProofByKey } from './requireProofByKey';
import type { HeldRegistration } from './requireRegistration';

/**
 * A key of the registration signed the proof, and the proof is used up.
 * @throws OAuthError `invalid_dpop_proof`
 */
export async function proveRegisteredKey(
  { keys, proof }: HeldRegistration,
  context: AccessContext,
) {
  const live = liveKeys(keys, context.clock());
  if (!live.some(({ kid }) => kid === proof.thumbprint)) {
    throw new OAuthError(
      'invalid_dpop_proof',
      'The proof must be signed by a registered key',
    );
  }
  await consumeProof(proof, context.replay);
}

/**
 * Both keys agree: the new one signed the proof, one of the registration the assertion.
 * @throws OAuthError `invalid_dpop_proof`, `invalid_client`
 */
export async function proveNewKey(
  { client, keys, proof }: HeldRegistration,
  key: RegisteredKey,
  { client_assertion, client_assertion_type }: RegistrationUpdate,
  context: AccessContext,
) {
  requireProofByKey(proof, key);
  const assertion = parseAssertion(
    new Map(Object.entries({ client_assertion, client_assertion_type })),
  );
  if (assertion.claimedClientId !== client.grant.clientId) {
    throw refuseClient();
  }
  const authenticated = await authenticateClient(assertion, context);
  if (!keys.some(({ jwk }) => jwk.kid === authenticated.kid)) {
    throw refuseClient();
  }
  await consumeAssertion(authenticated, context.replay);
  await consumeProof(proof, context.replay);
}

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
 * A registered key signed the proof, and the proof is used up.
 * @throws OAuthError `invalid_dpop_proof`
 */
export async function proveRegisteredKey(
  { client, proof }: HeldRegistration,
  context: AccessContext,
) {
  const keys = liveKeys(client.keys, context.clock());
  if (!keys.some(({ kid }) => kid === proof.thumbprint)) {
    throw new OAuthError(
      'invalid_dpop_proof',
      'The proof must be signed by a registered key',
    );
  }
  await consumeProof(proof, context.replay);
}

/**
 * Both keys agree: the new one signed the proof, one that is registered the assertion.
 * @throws OAuthError `invalid_dpop_proof`, `invalid_client`
 */
export async function proveNewKey(
  { client, proof }: HeldRegistration,
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
  await consumeAssertion(authenticated, context.replay);
  await consumeProof(proof, context.replay);
}

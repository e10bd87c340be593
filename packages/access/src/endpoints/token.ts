import { toSeconds } from '../clock';
import { checkNonce } from '../dpop/checkNonce';
import { consumeProof } from '../dpop/consumeProof';
import { verifyProof } from '../dpop/verifyProof';
import { readForm } from '../request/readForm';
import { authenticateClient } from '../token/authenticateClient';
import { consumeAssertion } from '../token/consumeAssertion';
import { issueAccessToken, tokenLifetime } from '../token/issueAccessToken';
import { readAssertion } from '../token/readAssertion';
import { requireActive } from '../token/requireActive';
import { requireClientCredentials } from '../token/requireClientCredentials';
import { selectApis } from '../token/selectApis';
import { selectScope } from '../token/selectScope';
import type { Endpoint } from './Endpoint';
import { respond } from './respond';

/**
 * The token endpoint: client credentials with `private_key_jwt` and DPoP (FAPI 2.0 Security Profile).
 * The nonce is judged before the assertion is consumed, as some clients send the same assertion again with the new proof.
 */
export const token: Endpoint = async (request, context) => {
  const form = await readForm(request);
  requireClientCredentials(form);
  const assertion = readAssertion(request, form);
  const proof = await verifyProof(request.headers, {
    method: 'POST',
    url: `${context.issuer}/token`,
    now: toSeconds(context.clock()),
  });
  const headers = await checkNonce(proof, context);
  const authenticated = await authenticateClient(assertion, context);
  await consumeAssertion(authenticated, context.replay);
  await consumeProof(proof, context.replay);
  const { grant } = authenticated.client;
  requireActive(grant);
  const scope = selectScope(form.fields.get('scope'), grant);
  const apis = selectApis(form.resources, grant);
  const content = { grant, apis, scope, thumbprint: proof.thumbprint };
  const accessToken = await issueAccessToken(content, context);
  context.registry.recordUse({
    type: 'client-key',
    clientId: grant.clientId,
    kid: authenticated.kid,
    at: context.clock(),
  });
  const answer = {
    access_token: accessToken,
    token_type: 'DPoP',
    expires_in: tokenLifetime,
    scope,
  };
  return respond(answer, { headers });
};

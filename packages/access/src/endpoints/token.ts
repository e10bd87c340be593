import { consumeProof } from '../dpop/consumeProof';
import { readForm } from '../request/readForm';
import { authenticateClient } from '../token/authenticateClient';
import { consumeAssertion } from '../token/consumeAssertion';
import { issueAccessToken, tokenLifetime } from '../token/issueAccessToken';
import { proveSender } from '../token/proveSender';
import { readAssertion } from '../token/readAssertion';
import { requireActive } from '../token/requireActive';
import { requireClientCredentials } from '../token/requireClientCredentials';
import { selectApis } from '../token/selectApis';
import { selectScope } from '../token/selectScope';
import type { Endpoint } from './Endpoint';
import { respond } from './respond';

/**
 * The token endpoint: client credentials with `private_key_jwt`, and DPoP or a client certificate (FAPI 2.0 Security Profile).
 * The nonce is judged before the assertion is consumed, as some clients send the same assertion again with the new proof.
 */
export const token: Endpoint = async (request, context, connection) => {
  const form = await readForm(request);
  requireClientCredentials(form);
  const assertion = readAssertion(request, form);
  const sender = await proveSender(request, context, connection);
  const authenticated = await authenticateClient(assertion, context);
  await consumeAssertion(authenticated, context.replay);
  if (sender.proof) {
    await consumeProof(sender.proof, context.replay);
  }
  const { client, kid } = authenticated;
  const { grant } = client;
  requireActive(grant);
  const scope = selectScope(form.fields.get('scope'), grant);
  const apis = selectApis(form.resources, grant);
  const { confirmation, tokenType, headers } = sender;
  const content = { grant, apis, scope, confirmation, clientKid: kid };
  const accessToken = await issueAccessToken(content, context);
  context.registry.recordUse({
    type: 'client-key',
    clientId: grant.clientId,
    kid,
    at: context.clock(),
  });
  const answer = {
    access_token: accessToken,
    token_type: tokenType,
    expires_in: tokenLifetime,
    scope,
  };
  return respond(answer, { headers });
};

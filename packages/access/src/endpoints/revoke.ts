import { futureTolerance } from '../clock';
import { OAuthError } from '../OAuthError';
import { readForm } from '../request/readForm';
import { authenticateClient } from '../token/authenticateClient';
import { consumeAssertion } from '../token/consumeAssertion';
import { readAssertion } from '../token/readAssertion';
import { verifyIssuedToken } from '../token/verifyIssuedToken';
import type { Endpoint } from './Endpoint';
import { respondEmpty } from './respond';

/**
 * Token revocation (RFC 7009) with `private_key_jwt`. What is no token of this issuer gets 200 too, as section 2.2 wants.
 * No DPoP proof is asked for: a token is not used here, it is given up.
 */
export const revoke: Endpoint = async (request, context) => {
  const form = await readForm(request);
  const token = form.fields.get('token');
  if (!token) {
    throw new OAuthError('invalid_request', 'token is missing');
  }
  const assertion = readAssertion(request, form);
  const authenticated = await authenticateClient(assertion, context);
  await consumeAssertion(authenticated, context.replay);
  const claims = await verifyIssuedToken(token, context);
  if (claims) {
    if (claims.client_id !== authenticated.client.grant.clientId) {
      throw new OAuthError('invalid_request', 'The token is of another client');
    }
    const expiresAt = (claims.exp + futureTolerance) * 1000;
    await context.revokedTokens.revoke(claims.jti, expiresAt);
  }
  return respondEmpty();
};

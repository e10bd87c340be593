import { issueNonce } from '../dpop/checkNonce';
import { nonceLifetime } from '../dpop/nonce';
import type { Endpoint } from './Endpoint';
import { respond } from './respond';

/** The challenge on request: saves the round trip of a refused token request (shape of OpenID4VCI section 7). */
export const nonce: Endpoint = async (_request, context) => {
  const value = await issueNonce(context);
  return respond(
    { nonce: value, expires_in: nonceLifetime },
    { headers: { 'DPoP-Nonce': value } },
  );
};

import { futureTolerance } from '../clock';
import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ReplayStore } from '../ports';
import type { AuthenticatedClient } from './authenticateClient';

/**
 * An assertion is good for one request (RFC 7523 section 3 item 7).
 * @throws OAuthError `invalid_client`
 */
export async function consumeAssertion(
  { client, jti, exp }: AuthenticatedClient,
  replay: ReplayStore,
) {
  const key = `assertion:${sha256(`${client.grant.clientId}#${jti}`)}`;
  // One second more, as a tolerance is counted in whole seconds.
  const expiresAt = Math.ceil((exp + futureTolerance + 1) * 1000);
  if (!(await replay.insertOnce(key, expiresAt))) {
    throw new OAuthError('invalid_client', 'The assertion was used before');
  }
}

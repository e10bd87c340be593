import type { JWK } from 'jose';
import * as client from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';
import type { Profile } from '../profile/Profile';
import { connect } from './connect';
import { explainRefusal } from './explain';
import type { PrivateKey } from './keys';

/** The client information response (RFC 7592 section 3), as far as it is used here. */
export interface Registration {
  client_id: string;
  scope?: string;
  /** `exp`, epoch seconds, is there when the key is about to end. */
  jwks: { keys: (JWK & { exp?: number })[] };
}

interface Refusal {
  error?: string;
  error_description?: string;
}

function requireRegistration({ registration }: Profile) {
  if (!registration) {
    throw new ConsumerProblem(
      'The gateway gave no means to manage the registration.',
      'Ask for a new temporary password in the portal and enrol again.',
    );
  }
  return registration;
}

/**
 * A request to the registration (RFC 7592), with a proof by the key. The first answer may be the nonce to use; as it comes
 * without a challenge header, the request is repeated here.
 * @throws ConsumerProblem
 */
export async function manageRegistration(
  profile: Profile,
  key: PrivateKey,
  request: { method: 'GET' | 'PUT'; body?: unknown },
): Promise<Registration> {
  const { uri, accessToken } = requireRegistration(profile);
  const { config, DPoP } = await connect(profile, key);
  const send = () =>
    client.fetchProtectedResource(
      config,
      accessToken,
      new URL(uri),
      request.method,
      request.body ? JSON.stringify(request.body) : undefined,
      new Headers({ 'Content-Type': 'application/json' }),
      { DPoP },
    );
  let response = await send();
  let answer = (await response.json()) as Refusal;
  if (answer.error === 'use_dpop_nonce') {
    response = await send();
    answer = (await response.json()) as Refusal;
  }
  if (!response.ok) {
    throw explainRefusal(answer.error, answer.error_description);
  }
  return answer as Registration;
}

import type { AccessRequest } from '../request/AccessRequest';
import { toSeconds } from '../clock';
import { checkNonce } from '../dpop/checkNonce';
import { verifyProof, type Proof } from '../dpop/verifyProof';
import type { AccessContext } from '../endpoints/Endpoint';
import { equalHashes, sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { ClientKey, RegisteredClient } from '../ports';
import { clientIdSchema } from '../token/readAssertion';
import { readBearerToken } from './readBearerToken';
import type { RegistrationKeys } from './rotateKeys';

/** A registration whose access token the caller has. The proof's key and `jti` are still to be judged. */
export interface HeldRegistration extends RegistrationKeys {
  client: RegisteredClient;
  registrationToken: string;
  proof: Proof;
  /** Headers for the success answer. */
  headers: Record<string, string>;
}

/** RFC 7592 section 2.1: a client that is gone and a wrong token get the same answer. */
function refuse(): OAuthError {
  return new OAuthError(
    'invalid_token',
    'The registration access token is not valid for this client',
    { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
  );
}

function clientIdOf({ path }: AccessRequest): string {
  const parsed = clientIdSchema.safeParse(path.split('/').at(-1));
  if (!parsed.success) {
    throw refuse();
  }
  return parsed.data;
}

/** RFC 9449 section 9: here the client calls a protected resource, and a challenge of such a one has status 401. */
async function challenge(proof: Proof, context: AccessContext) {
  try {
    return await checkNonce(proof, context);
  } catch (error) {
    if (error instanceof OAuthError && error.code === 'use_dpop_nonce') {
      const headers = {
        ...error.headers,
        'WWW-Authenticate': 'DPoP error="use_dpop_nonce"',
      };
      throw new OAuthError(error.code, error.description, {
        status: 401,
        headers,
      });
    }
    throw error;
  }
}

/**
 * RFC 7592 with a sender constraint of ours: the registration access token counts only together with a DPoP proof, so
 * that a token that leaks changes nothing.
 * @throws OAuthError `invalid_token`, `invalid_dpop_proof`, `use_dpop_nonce`, `access_denied`
 */
export async function requireRegistration(
  request: AccessRequest,
  context: AccessContext,
): Promise<HeldRegistration> {
  const clientId = clientIdOf(request);
  const { token, isBound } = readBearerToken(
    request.headers,
    'registration access token',
  );
  const proof = verifyProof(request.headers, {
    method: request.method,
    url: `${context.issuer}/register/${clientId}`,
    tokenHash: isBound ? sha256(token) : undefined,
    now: toSeconds(context.clock()),
  });
  const headers = await challenge(proof, context);
  const client = await context.registry.findByClientId(clientId);
  const registration = registrationOf(client, sha256(token));
  if (!client || registration.keys.length === 0) {
    throw refuse();
  }
  if (client.grant.status !== 'active') {
    throw new OAuthError('access_denied', 'The subscription is suspended');
  }
  return { ...registration, client, registrationToken: token, proof, headers };
}

function registrationOf(
  client: RegisteredClient | undefined,
  tokenHash: string,
): RegistrationKeys {
  const isOwn = (key: ClientKey) =>
    equalHashes(key.registrationTokenHash, tokenHash);
  const all = client?.keys ?? [];
  const keys = all.filter(isOwn);
  return { tokenHash, keys, otherKeys: all.filter(key => !keys.includes(key)) };
}

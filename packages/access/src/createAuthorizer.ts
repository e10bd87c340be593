import type {
  Allowed,
  AuthorizationRequest,
  Authorizer,
  AuthorizerOptions,
} from './authorizer/Authorization';
import { deny, type Caller } from './authorizer/deny';
import { findGrant } from './authorizer/findGrant';
import { readAccessToken } from './authorizer/readAccessToken';
import { requireApiKey } from './authorizer/requireApiKey';
import { requireBinding } from './authorizer/requireBinding';
import { requireLive } from './authorizer/requireLive';
import { requireScope } from './authorizer/requireScope';
import { verifyAccessToken } from './authorizer/verifyAccessToken';
import { toSeconds } from './clock';
import { consumeProof } from './dpop/consumeProof';
import { verifyProof } from './dpop/verifyProof';
import { OAuthError } from './OAuthError';

/** The steps; what they find out about the caller is noted in `caller`, as the access log wants it of refused calls too. */
async function judge(
  request: AuthorizationRequest,
  context: Required<AuthorizerOptions>,
  caller: Caller,
): Promise<Allowed> {
  const { method, url, headers, api } = request;
  const now = context.clock();
  const accessToken = readAccessToken(headers);
  const claims = await verifyAccessToken(accessToken, api.resource, context);
  const target = { method, url, accessToken, now: toSeconds(now) };
  const proof = await verifyProof(headers, target);
  requireBinding(proof, claims);
  const grant = await findGrant(claims, context.registry);
  Object.assign(caller, { grant, tokenId: claims.jti });
  await consumeProof(proof, context.replay);
  const apiKeyCredentialId = requireApiKey(headers, claims, grant, now);
  requireLive(grant, claims);
  requireScope(request, grant, claims.scope);
  context.registry.recordUse({
    type: 'api-key',
    credentialId: apiKeyCredentialId,
    at: now,
  });
  return {
    allow: true,
    grant,
    clientId: grant.clientId,
    tokenId: claims.jti,
    apiKeyCredentialId,
    scope: claims.scope,
  };
}

/**
 * Judges calls to APIs: sender-constrained access token (RFC 9068, RFC 9449), API key, kill switches, scope.
 * The promise rejects only when a port fails.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const context = { clock: Date.now, ...options };
  return async request => {
    const caller: Caller = { grant: null, tokenId: null };
    try {
      return await judge(request, context, caller);
    } catch (error) {
      if (error instanceof OAuthError) {
        return deny(error, caller);
      }
      throw error;
    }
  };
}

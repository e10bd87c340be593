import type { RegisteredClient } from './ports';
import type {
  Allowed,
  AuthorizationRequest,
  Authorizer,
  AuthorizerOptions,
} from './authorizer/Authorization';
import type { AccessTokenClaims } from './authorizer/AccessTokenClaims';
import {
  createTokenVerifier,
  type TokenVerifier,
} from './authorizer/createTokenVerifier';
import { deny, type Caller } from './authorizer/deny';
import { readAccessToken } from './authorizer/readAccessToken';
import { requireApiKey } from './authorizer/requireApiKey';
import { requireBinding } from './authorizer/requireBinding';
import { requireClient } from './authorizer/requireClient';
import { requireLive, requireUnrevoked } from './authorizer/requireLive';
import { requireScope, selectRules } from './authorizer/requireScope';
import { toSeconds } from './clock';
import { consumeProof } from './dpop/consumeProof';
import { OAuthError } from './OAuthError';

interface Context extends AuthorizerOptions {
  verifyToken: TokenVerifier;
}

/** Who holds the token: the caller proved the key or the certificate it is bound to. */
async function identify(
  request: AuthorizationRequest,
  context: Context,
  { caller, now }: { caller: Caller; now: number },
) {
  const { registry, replay, revokedTokens, revokedCertificates } = context;
  const token = readAccessToken(request.headers);
  const claims = await context.verifyToken(token, request.resource);
  caller.scheme = 'jkt' in claims.cnf ? 'DPoP' : 'Bearer';
  const proof = await requireBinding(request, token, claims, {
    now: toSeconds(now),
    revokedCertificates,
  });
  const client = requireClient(await registry.findByClientId(claims.client_id));
  caller.grant = client.grant;
  caller.tokenId = claims.jti;
  if (proof) {
    await consumeProof(proof, replay);
  }
  requireUnrevoked(await revokedTokens.has(claims.jti));
  return { claims, client };
}

/** What the caller may do, and who is charged. */
function judge(
  request: AuthorizationRequest,
  { claims, client }: { claims: AccessTokenClaims; client: RegisteredClient },
  { registry }: Context,
  now: number,
): Allowed {
  const { grant } = client;
  const { apiKey, credentialId, plan } = requireApiKey(
    request.headers,
    claims,
    grant,
    now,
  );
  requireLive(client, claims, now);
  const rules = selectRules(request, grant, claims.scope);
  requireScope(request, rules);
  registry.recordUse({ type: 'api-key', credentialId, at: now });
  return {
    allow: true,
    grant,
    clientId: grant.clientId,
    tokenId: claims.jti,
    apiKeyCredentialId: credentialId,
    plan,
    scope: claims.scope,
    rules,
    binding: 'jkt' in claims.cnf ? 'dpop' : 'mtls',
    expiresAt: claims.exp,
    apiKey,
  };
}

/**
 * Judges calls to APIs: sender-constrained access token (RFC 9068 with RFC 9449 or RFC 8705), API key, kill switches, scope.
 * The promise rejects only when a port fails.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { clock = Date.now, tokenCacheSize = 10_000 } = options;
  const verifyToken = createTokenVerifier(
    { ...options, clock },
    tokenCacheSize,
  );
  const context = { ...options, verifyToken };
  return async request => {
    const caller: Caller = { grant: null, tokenId: null, scheme: 'DPoP' };
    const now = clock();
    try {
      const identified = await identify(request, context, { caller, now });
      return judge(request, identified, context, now);
    } catch (error) {
      if (error instanceof OAuthError) {
        return deny(error, caller);
      }
      throw error;
    }
  };
}

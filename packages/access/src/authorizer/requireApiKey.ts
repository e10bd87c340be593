import type { HeaderFields } from '../request/AccessRequest';
import type { Grant, Limits } from '@oaf/contract';
import { equalHashes, sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type { AccessTokenClaims } from './AccessTokenClaims';

/** The API key as it came, and the credential it is. */
export interface PresentedApiKey {
  apiKey: string;
  credentialId: string;
  /** Whose limits and price the call is under: the key's own while the plan is being changed, else the grant's. */
  plan: { id: string; limits: Limits };
}

/**
 * The API key says whose plan is charged: it must be one the token was issued for and one the grant still has.
 * @throws OAuthError `invalid_api_key`
 */
export function requireApiKey(
  headers: HeaderFields,
  claims: AccessTokenClaims,
  grant: Grant,
  now: number,
): PresentedApiKey {
  const apiKey = headers.get('x-api-key') ?? '';
  const hash = sha256(apiKey);
  const key = grant.apiKeys.find(
    ({ hash: known, expiresAt }) =>
      equalHashes(known, hash) && (expiresAt === null || now < expiresAt),
  );
  // Both sides are the issuer's own here, so any comparison will do.
  if (!key || !claims.ext.akh.includes(key.hash)) {
    throw new OAuthError(
      'invalid_api_key',
      'The x-api-key header is missing or not of this access token',
    );
  }
  const { credentialId, planId = grant.planId, limits = grant.limits } = key;
  return { apiKey, credentialId, plan: { id: planId, limits } };
}

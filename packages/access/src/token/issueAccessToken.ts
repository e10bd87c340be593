import { randomUUID } from 'node:crypto';
import type { Grant, GrantedApi } from '@oaf/contract';
import type { Confirmation } from '../authorizer/AccessTokenClaims';
import { toSeconds } from '../clock';
import type { Clock, TokenSigner } from '../ports';

/** Seconds an access token lives. */
export const tokenLifetime = 300;

/** What a token says. */
export interface TokenContent {
  grant: Grant;
  apis: GrantedApi[];
  scope: string;
  confirmation: Confirmation;
  /** The client key that asked for it: the token ends with the key. */
  clientKid: string;
}

function audienceOf(apis: GrantedApi[]): string | string[] {
  const resources = apis.map(api => api.resource);
  return resources.length === 1 ? resources[0] : resources;
}

function liveKeyHashes(grant: Grant, now: number): string[] {
  return grant.apiKeys
    .filter(key => key.expiresAt === null || now < key.expiresAt)
    .map(key => key.hash);
}

/** An RFC 9068 access token, bound to a DPoP key (RFC 9449 section 6.1) or a certificate (RFC 8705 section 3) and, by `ext.akh`, to the grant's API keys. */
export function issueAccessToken(
  { grant, apis, scope, confirmation, clientKid }: TokenContent,
  context: { issuer: string; signer: TokenSigner; clock: Clock },
): Promise<string> {
  const now = context.clock();
  const iat = toSeconds(now);
  const { alg, kid } = context.signer;
  const claims = {
    iss: context.issuer,
    sub: grant.clientId,
    client_id: grant.clientId,
    aud: audienceOf(apis),
    iat,
    nbf: iat,
    exp: iat + tokenLifetime,
    jti: randomUUID(),
    scope,
    cnf: confirmation,
    ext: {
      subscription: grant.subscriptionId,
      plan: grant.planId,
      client_kid: clientKid,
      akh: liveKeyHashes(grant, now),
      stages: apis.map(api => `${api.apiId}/${api.stage}`),
    },
  };
  return context.signer.sign({ typ: 'at+jwt', alg, kid }, claims);
}

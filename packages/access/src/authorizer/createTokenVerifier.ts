import type { JSONWebKeySet, JWK } from 'jose';
import { signingAlgorithms, type SigningAlgorithm } from '../algorithms';
import { BoundedCache } from '../cache/BoundedCache';
import { futureTolerance, toSeconds } from '../clock';
import { decodeJws, type UnverifiedJws } from '../jws/decodeJws';
import { importHeldKey } from '../jws/importKey';
import { isSignedBy } from '../jws/verifyJws';
import { OAuthError } from '../OAuthError';
import type { Clock, TokenKeys } from '../ports';
import {
  accessTokenClaimsSchema,
  type AccessTokenClaims,
} from './AccessTokenClaims';
import type { PresentedToken } from './readAccessToken';

/** What a token is judged by. */
export interface TokenVerifierContext {
  issuer: string;
  keys: TokenKeys;
  clock: Clock;
}

/**
 * RFC 9068 section 4, for the API whose resource is `audience`.
 * @throws OAuthError `invalid_token`
 */
export type TokenVerifier = (
  token: PresentedToken,
  audience: string,
) => Promise<AccessTokenClaims>;

function refuse(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_token', description, { cause });
}

function decode(accessToken: string): UnverifiedJws {
  try {
    return decodeJws(accessToken);
  } catch (cause) {
    throw refuse('The access token is not valid', cause);
  }
}

type IssuerKey = JWK & { alg: SigningAlgorithm };

function findKey({ keys }: JSONWebKeySet, kid: string) {
  return keys.find(
    (jwk): jwk is IssuerKey =>
      jwk.kid === kid && signingAlgorithms.some(known => known === jwk.alg),
  );
}

async function keyOf(jws: UnverifiedJws, jwks: JSONWebKeySet, keys: TokenKeys) {
  const { kid } = jws.header;
  if (typeof kid !== 'string') {
    throw refuse('The access token is not valid');
  }
  const jwk = findKey(jwks, kid) ?? findKey(await keys.jwks(kid), kid);
  if (!jwk) {
    throw refuse('The access token is not valid');
  }
  return importHeldKey(jwk);
}

function readClaims(jws: UnverifiedJws, issuer: string): AccessTokenClaims {
  const parsed = accessTokenClaimsSchema.safeParse(jws.payload);
  const isToken = jws.header.typ === 'at+jwt';
  if (!isToken || !parsed.success || parsed.data.iss !== issuer) {
    throw refuse('The access token is not valid', parsed.error);
  }
  return parsed.data;
}

/** The claims of a token that the issuer signed; its times and its audience are still to be judged. */
async function verify(
  accessToken: string,
  jwks: JSONWebKeySet,
  { issuer, keys }: TokenVerifierContext,
): Promise<AccessTokenClaims> {
  const jws = decode(accessToken);
  if (!isSignedBy(jws, await keyOf(jws, jwks, keys))) {
    throw refuse('The access token is not valid');
  }
  return readClaims(jws, issuer);
}

function checkTimes({ nbf, exp }: AccessTokenClaims, now: number) {
  if (now - exp >= futureTolerance) {
    throw refuse('The access token has expired');
  }
  if (nbf - now > futureTolerance) {
    throw refuse('The access token is not valid yet');
  }
}

function checkAudience({ aud }: AccessTokenClaims, audience: string) {
  const isForIt =
    typeof aud === 'string' ? aud === audience : aud.includes(audience);
  if (!isForIt) {
    throw refuse('The access token is for another API');
  }
}

/**
 * Verifies access tokens, each signature once: what was verified is remembered by the token's hash for as long as the
 * issuer's keys are the same. Times and audience are judged anew on each call.
 * @param size - tokens to remember at most
 */
export function createTokenVerifier(
  context: TokenVerifierContext,
  size: number,
): TokenVerifier {
  const verified = new BoundedCache<AccessTokenClaims>(size);
  let verifiedBy: JSONWebKeySet | undefined;

  return async ({ accessToken, hash }, audience) => {
    const jwks = await context.keys.jwks();
    if (jwks !== verifiedBy) {
      verified.clear();
      verifiedBy = jwks;
    }
    const known = verified.get(hash);
    const claims = known ?? (await verify(accessToken, jwks, context));
    checkTimes(claims, toSeconds(context.clock()));
    checkAudience(claims, audience);
    if (!known) {
      verified.set(hash, claims);
    }
    return claims;
  };
}

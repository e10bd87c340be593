import {
  createLocalJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import { z } from 'zod';
import { signingAlgorithms } from '../algorithms';
import { futureTolerance, toSeconds } from '../clock';
import { OAuthError } from '../OAuthError';
import type { Clock, TokenKeys } from '../ports';

const claimsSchema = z.object({
  client_id: z.string(),
  jti: z.string(),
  iat: z.number(),
  scope: z.string(),
  cnf: z.object({ jkt: z.string() }),
  ext: z.object({ akh: z.array(z.string()) }),
});

/** Claims of an access token that the issuer signed for this API and that has not expired. */
export type AccessTokenClaims = z.infer<typeof claimsSchema>;

type KeySet = ReturnType<typeof createLocalJWKSet>;

const keySets = new WeakMap<JSONWebKeySet, KeySet>();

/** jose imports a key once per set, so the set is kept as long as the JWKS is the same object. */
function keySetOf(jwks: JSONWebKeySet): KeySet {
  const known = keySets.get(jwks) ?? createLocalJWKSet(jwks);
  keySets.set(jwks, known);
  return known;
}

function describe(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) {
    return 'The access token has expired';
  }
  if (
    cause instanceof errors.JWTClaimValidationFailed &&
    cause.claim === 'aud'
  ) {
    return 'The access token is for another API';
  }
  return 'The access token is not valid';
}

function readClaims(payload: JWTPayload): AccessTokenClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    throw new OAuthError('invalid_token', 'The access token is not valid', {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/**
 * RFC 9068 section 4, for the API whose resource is `audience`.
 * @throws OAuthError `invalid_token`
 */
export async function verifyAccessToken(
  accessToken: string,
  audience: string,
  context: { issuer: string; keys: TokenKeys; clock: Clock },
): Promise<AccessTokenClaims> {
  const keySet = keySetOf(await context.keys.jwks());
  try {
    const { payload } = await jwtVerify(accessToken, keySet, {
      issuer: context.issuer,
      audience,
      typ: 'at+jwt',
      algorithms: [...signingAlgorithms],
      requiredClaims: ['exp', 'iat', 'sub'],
      clockTolerance: futureTolerance,
      currentDate: new Date(toSeconds(context.clock()) * 1000),
    });
    return readClaims(payload);
  } catch (cause) {
    throw new OAuthError('invalid_token', describe(cause), { cause });
  }
}

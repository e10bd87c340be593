import {
  accessTokenClaimsSchema,
  type AccessTokenClaims,
} from '../authorizer/AccessTokenClaims';
import { decodeJws, type UnverifiedJws } from '../jws/decodeJws';
import { importKey } from '../jws/importKey';
import { isSignedBy } from '../jws/verifyJws';
import type { SigningAlgorithm } from '../algorithms';
import type { TokenSigner } from '../ports';

async function isSignedByIssuer(
  jws: UnverifiedJws,
  signer: TokenSigner,
): Promise<boolean> {
  const { keys } = await signer.jwks();
  return keys
    .filter(({ kid }) => kid === jws.header.kid)
    .map(jwk => importKey(jwk, jwk.alg as SigningAlgorithm))
    .some(key => isSignedBy(jws, key));
}

function decode(token: string) {
  try {
    return decodeJws(token);
  } catch {
    // RFC 7009 section 2.2: what is no token needs no revocation, and is no mistake.
    return undefined;
  }
}

/** The claims of an access token that this issuer signed, expired or not; undefined for anything else. */
export async function verifyIssuedToken(
  token: string,
  context: { issuer: string; signer: TokenSigner },
): Promise<AccessTokenClaims | undefined> {
  const jws = decode(token);
  if (!jws || !(await isSignedByIssuer(jws, context.signer))) {
    return undefined;
  }
  const parsed = accessTokenClaimsSchema.safeParse(jws.payload);
  return parsed.success ? parsed.data : undefined;
}

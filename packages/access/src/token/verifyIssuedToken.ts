import {
  accessTokenClaimsSchema,
  type AccessTokenClaims,
} from '../authorizer/AccessTokenClaims';
import { decodeJws } from '../jws/decodeJws';
import { importKey, type VerificationKey } from '../jws/importKey';
import { isSignedBy } from '../jws/verifyJws';
import type { SigningAlgorithm } from '../algorithms';
import type { TokenSigner } from '../ports';

async function findKeys(
  { signer }: { signer: TokenSigner },
  kid: unknown,
): Promise<VerificationKey[]> {
  const { keys } = await signer.jwks();
  return keys
    .filter(jwk => jwk.kid === kid)
    .map(jwk => importKey(jwk, jwk.alg as SigningAlgorithm));
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
  const keys = jws ? await findKeys(context, jws.header.kid) : [];
  if (!jws || !keys.some(key => isSignedBy(jws, key))) {
    return undefined;
  }
  const parsed = accessTokenClaimsSchema.safeParse(jws.payload);
  return parsed.success ? parsed.data : undefined;
}

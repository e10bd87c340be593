import type { HeaderFields } from '../request/AccessRequest';
import type { JWK } from 'jose';
import * as z from 'zod';
import { signingAlgorithms } from '../algorithms';
import { futureTolerance, proofAge, refuseSkewed } from '../clock';
import { decodeJws, type UnverifiedJws } from '../jws/decodeJws';
import { importKey, type VerificationKey } from '../jws/importKey';
import { isSignedBy } from '../jws/verifyJws';
import { OAuthError } from '../OAuthError';
import { normaliseUrl } from './normaliseUrl';

/** What the proof must be about. */
export interface ProofTarget {
  method: string;
  /** Configured, never built from the request's Host. */
  url: string;
  /** base64url SHA-256 of the token that the proof must be bound to by `ath`. */
  tokenHash?: string;
  /** Epoch seconds. */
  now: number;
}

/** A DPoP proof whose signature and target are right. Its `nonce` and `jti` are still to be judged. */
export interface Proof {
  /** RFC 7638 thumbprint of the key that signed it. */
  thumbprint: string;
  jti: string;
  iat: number;
  nonce?: string;
}

const privateMembers = ['d', 'k'];

/** RFC 9449 section 4.2. A private member in the key means that the key is no secret any more. */
function isPublicJwk(value: unknown): value is JWK {
  return (
    typeof value === 'object' &&
    value !== null &&
    !privateMembers.some(member => member in value)
  );
}

const headerSchema = z.object({
  typ: z.literal('dpop+jwt'),
  alg: z.enum(signingAlgorithms),
  jwk: z.custom<JWK>(isPublicJwk),
});

const claimsSchema = z.object({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.string(),
  // NumericDate may have a fraction (RFC 7519 section 2).
  iat: z.number().nonnegative(),
  // RFC 9449 defines neither; RFC 7519 wants both respected where they stand.
  exp: z.number().optional(),
  nbf: z.number().optional(),
  nonce: z.string().max(256).optional(),
  ath: z.string().optional(),
});

type ProofClaims = z.infer<typeof claimsSchema>;

function refuse(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_dpop_proof', description, { cause });
}

function readHeader(headers: HeaderFields): string {
  const value = headers.get('DPoP');
  if (!value) {
    throw refuse('The DPoP header is missing');
  }
  // Repeated headers arrive joined by commas, and no compact JWS has one.
  if (value.includes(',')) {
    throw refuse('Exactly one DPoP header is allowed');
  }
  return value;
}

type ProofHeader = UnverifiedJws['header'];

/** Headers are remembered by {@link decodeJws}, so what one says need not be found out twice. */
const keyOfHeader = new WeakMap<ProofHeader, VerificationKey>();

function readKey(header: ProofHeader): VerificationKey {
  const known = keyOfHeader.get(header);
  if (known) {
    return known;
  }
  const { jwk, alg } = headerSchema.parse(header);
  const key = importKey(jwk, alg);
  keyOfHeader.set(header, key);
  return key;
}

/** The key comes from the header: it says who signed, and the caller judges whether that is the right one. */
function verify(proof: string) {
  try {
    const jws = decodeJws(proof);
    const key = readKey(jws.header);
    if (!isSignedBy(jws, key)) {
      throw new Error('The signature does not fit');
    }
    return { key, payload: jws.payload };
  } catch (cause) {
    throw refuse('The DPoP proof is not a valid dpop+jwt', cause);
  }
}

function readClaims(payload: unknown): ProofClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const names = parsed.error.issues.map(issue => issue.path[0]).join(' ');
    throw refuse(`The DPoP proof lacks or misuses: ${names}`, parsed.error);
  }
  return parsed.data;
}

/** RFC 9449 section 4.3, item 9; most clients send the very same text. */
function isSameUrl(htu: string, url: string): boolean {
  if (htu === url) {
    return true;
  }
  const normalised = normaliseUrl(htu);
  return normalised !== undefined && normalised === normaliseUrl(url);
}

function checkTarget(claims: ProofClaims, target: ProofTarget) {
  if (claims.htm !== target.method) {
    throw refuse('htm is not the method of the request');
  }
  if (!isSameUrl(claims.htu, target.url)) {
    throw refuse('htu is not the URL of the request');
  }
}

function checkTimes(
  { iat, nbf = iat, exp = Infinity }: ProofClaims,
  now: number,
) {
  const code = 'invalid_dpop_proof';
  refuseSkewed({ claim: 'iat', value: iat, now, maxAge: proofAge }, code);
  refuseSkewed({ claim: 'nbf', value: nbf, now, maxAge: Infinity }, code);
  if (now - exp > futureTolerance) {
    throw new OAuthError(code, `exp is ${Math.round(now - exp)} s in the past`);
  }
}

function checkTokenHash(claims: ProofClaims, tokenHash: string) {
  if (claims.ath !== tokenHash) {
    throw refuse('ath is not the hash of the access token');
  }
}

/**
 * Judges the DPoP header (RFC 9449 section 4.3), but for the nonce and the uniqueness of `jti`.
 * @throws OAuthError `invalid_dpop_proof`
 */
export function verifyProof(headers: HeaderFields, target: ProofTarget): Proof {
  const { key, payload } = verify(readHeader(headers));
  const claims = readClaims(payload);
  checkTarget(claims, target);
  checkTimes(claims, target.now);
  if (target.tokenHash !== undefined) {
    checkTokenHash(claims, target.tokenHash);
  }
  const { jti, iat, nonce } = claims;
  return { thumbprint: key.thumbprint, jti, iat, nonce };
}

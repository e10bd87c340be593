import {
  calculateJwkThumbprint,
  EmbeddedJWK,
  jwtVerify,
  type JWK,
  type JWTVerifyResult,
} from 'jose';
import { z } from 'zod';
import { signingAlgorithms } from '../algorithms';
import { proofAge, refuseSkewed } from '../clock';
import { equalHashes, sha256 } from '../hash';
import { OAuthError } from '../OAuthError';

/** What the proof must be about. */
export interface ProofTarget {
  method: string;
  /** Configured, never built from the request's Host. */
  url: string;
  /** The token the proof must be bound to by `ath`. */
  accessToken?: string;
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

const claimsSchema = z.object({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.string(),
  iat: z.number().int().nonnegative(),
  nonce: z.string().max(256).optional(),
  ath: z.string().optional(),
});

type ProofClaims = z.infer<typeof claimsSchema>;

function refuse(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_dpop_proof', description, { cause });
}

function readHeader(headers: Headers): string {
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

async function verifySignature(proof: string, now: number) {
  try {
    return await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...signingAlgorithms],
      currentDate: new Date(now * 1000),
    });
  } catch (cause) {
    throw refuse('The DPoP proof is not a valid dpop+jwt', cause);
  }
}

function readClaims({ payload }: JWTVerifyResult): ProofClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) {
    const names = parsed.error.issues.map(issue => issue.path[0]).join(' ');
    throw refuse(`The DPoP proof lacks or misuses: ${names}`, parsed.error);
  }
  return parsed.data;
}

/** RFC 9449 4.3 item 9: without query and fragment, after syntax-based normalisation. */
function normalise(url: string): string | undefined {
  if (!URL.canParse(url)) {
    return undefined;
  }
  const parsed = new URL(url);
  parsed.search = '';
  parsed.hash = '';
  return parsed.href;
}

function checkTarget(claims: ProofClaims, target: ProofTarget) {
  if (claims.htm !== target.method) {
    throw refuse('htm is not the method of the request');
  }
  if (normalise(claims.htu) !== normalise(target.url)) {
    throw refuse('htu is not the URL of the request');
  }
}

function checkTokenHash(claims: ProofClaims, accessToken: string) {
  if (!equalHashes(claims.ath ?? '', sha256(accessToken))) {
    throw refuse('ath is not the hash of the access token');
  }
}

/**
 * Judges the DPoP header (RFC 9449 section 4.3), but for the nonce and the uniqueness of `jti`.
 * @throws OAuthError `invalid_dpop_proof`
 */
export async function verifyProof(
  headers: Headers,
  target: ProofTarget,
): Promise<Proof> {
  const verified = await verifySignature(readHeader(headers), target.now);
  const claims = readClaims(verified);
  checkTarget(claims, target);
  refuseSkewed(
    { claim: 'iat', value: claims.iat, now: target.now, maxAge: proofAge },
    'invalid_dpop_proof',
  );
  if (target.accessToken !== undefined) {
    checkTokenHash(claims, target.accessToken);
  }
  const key = verified.protectedHeader.jwk as JWK;
  return { ...claims, thumbprint: await calculateJwkThumbprint(key) };
}

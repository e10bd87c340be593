import { toSeconds } from '../clock';
import { OAuthError } from '../OAuthError';
import type { Clock, NonceKeys } from '../ports';
import { createNonce, nonceLifetime, readNonce } from './nonce';
import type { Proof } from './verifyProof';

export interface NonceContext {
  issuer: string;
  nonceKeys: NonceKeys;
  clock: Clock;
}

export async function issueNonce(context: NonceContext): Promise<string> {
  const { current } = await context.nonceKeys.get();
  return createNonce(current, context.issuer, toSeconds(context.clock()));
}

type Keys = Awaited<ReturnType<NonceKeys['get']>>;

function ageOf(
  nonce: string,
  { current, previous }: Keys,
  context: NonceContext,
) {
  const trusted = previous ? [current, previous] : [current];
  const issuedAt = readNonce(nonce, trusted, context.issuer);
  return issuedAt === undefined
    ? Infinity
    : toSeconds(context.clock()) - issuedAt;
}

/** What is wrong with the nonce, as a first call, a slow one and a mixed-up issuer are mended differently. */
function challengeOf({ nonce }: Proof, age: number): string {
  if (!nonce) {
    return 'Put the nonce of the DPoP-Nonce header into the proof';
  }
  return age === Infinity
    ? 'The nonce of the proof is not one of this issuer; use that of the DPoP-Nonce header'
    : `The nonce of the proof is stale, ${age} s old; use that of the DPoP-Nonce header`;
}

/**
 * The challenge of RFC 9449 section 8: refuses a proof without a fresh server nonce, and hands out a new one.
 * @returns headers for the success answer; they carry the next nonce when the presented one is past half its life
 */
export async function checkNonce(
  proof: Proof,
  context: NonceContext,
): Promise<Record<string, string>> {
  const keys = await context.nonceKeys.get();
  const age = proof.nonce ? ageOf(proof.nonce, keys, context) : Infinity;
  if (age <= nonceLifetime / 2) {
    return {};
  }
  const headers = { 'DPoP-Nonce': await issueNonce(context) };
  if (age > nonceLifetime) {
    throw new OAuthError('use_dpop_nonce', challengeOf(proof, age), {
      headers,
    });
  }
  return headers;
}

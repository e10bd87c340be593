import { OAuthError, type OAuthErrorCode } from './OAuthError';

/** Seconds a caller's clock may be ahead; FAPI 2.0 Security Profile 5.3.2.1 wants at least 10 accepted. */
export const futureTolerance = 10;

/** Seconds a DPoP proof may be old. */
export const proofAge = 60;

/** Epoch milliseconds to NumericDate (RFC 7519). */
export function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/** Tells the caller by how much the clock is off, as that is the usual reason. */
export function refuseSkewed(
  instant: { claim: string; value: number; now: number; maxAge: number },
  code: OAuthErrorCode,
) {
  const age = Math.round(instant.now - instant.value);
  if (age > instant.maxAge) {
    throw new OAuthError(code, `${instant.claim} is ${age} s in the past`);
  }
  if (age < -futureTolerance) {
    throw new OAuthError(code, `${instant.claim} is ${-age} s in the future`);
  }
}

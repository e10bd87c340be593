import { certificateThumbprint } from '../connection';
import { verifyProof, type Proof } from '../dpop/verifyProof';
import { OAuthError } from '../OAuthError';
import type { RevokedCertificates } from '../ports';
import type { PresentedToken } from './readAccessToken';
import type { AuthorizationRequest } from './Authorization';
import type { AccessTokenClaims } from './AccessTokenClaims';

/** What the step asks: the host's clock (epoch seconds) and, where the edge does not know, which certificates are revoked. */
export interface BindingContext {
  now: number;
  revokedCertificates?: RevokedCertificates;
}

function refuse(description: string): OAuthError {
  return new OAuthError('invalid_token', description);
}

function requireScheme({ scheme }: PresentedToken, expected: string) {
  if (scheme !== expected.toLowerCase()) {
    throw refuse(`The Authorization scheme must be ${expected}`);
  }
}

/** RFC 9449 section 7.1: the proof is by the key the token is bound to. */
function requireProof(
  { method, url, headers }: AuthorizationRequest,
  { hash }: PresentedToken,
  jkt: string,
  now: number,
): Proof {
  const proof = verifyProof(headers, { method, url, tokenHash: hash, now });
  if (proof.thumbprint !== jkt) {
    throw refuse('The access token is bound to another key');
  }
  return proof;
}

/** RFC 8705 section 3: the certificate of the connection is the one the token is bound to. */
async function requireCertificate(
  { clientCertificate }: AuthorizationRequest,
  expected: string,
  revokedCertificates?: RevokedCertificates,
): Promise<undefined> {
  if (
    !clientCertificate ||
    certificateThumbprint(clientCertificate) !== expected
  ) {
    throw refuse('The access token is bound to another certificate');
  }
  if (await revokedCertificates?.has(clientCertificate)) {
    throw refuse('The client certificate was revoked');
  }
}

/**
 * The caller holds the key or the certificate the token is bound to, and says so by the scheme: a bound token that
 * came as another scheme would be a downgrade.
 * @returns the proof, whose `jti` is still to be consumed; undefined for a certificate
 * @throws OAuthError `invalid_token`, `invalid_dpop_proof`
 */
export function requireBinding(
  request: AuthorizationRequest,
  token: PresentedToken,
  { cnf }: AccessTokenClaims,
  context: BindingContext,
): Proof | Promise<undefined> {
  if ('jkt' in cnf) {
    requireScheme(token, 'DPoP');
    return requireProof(request, token, cnf.jkt, context.now);
  }
  requireScheme(token, 'Bearer');
  const thumbprint = cnf['x5t#S256'];
  return requireCertificate(request, thumbprint, context.revokedCertificates);
}

import type { AccessRequest } from '../request/AccessRequest';
import type { Confirmation } from '../authorizer/AccessTokenClaims';
import { toSeconds } from '../clock';
import { certificateThumbprint, type Connection } from '../connection';
import { checkNonce } from '../dpop/checkNonce';
import { verifyProof, type Proof } from '../dpop/verifyProof';
import type { AccessContext, MutualTlsOptions } from '../endpoints/Endpoint';
import { OAuthError } from '../OAuthError';
import type { ClientCertificate } from '../ports';

/** What the token will be bound to. */
export interface Sender {
  tokenType: 'DPoP' | 'Bearer';
  confirmation: Confirmation;
  /** Headers for the success answer. */
  headers: Record<string, string>;
  /** Its `jti` is still to be consumed. */
  proof?: Proof;
}

async function proveKey(
  request: AccessRequest,
  context: AccessContext,
): Promise<Sender> {
  const proof = verifyProof(request.headers, {
    method: 'POST',
    url: `${context.issuer}/token`,
    now: toSeconds(context.clock()),
  });
  const headers = await checkNonce(proof, context);
  const confirmation = { jkt: proof.thumbprint };
  return { tokenType: 'DPoP', confirmation, headers, proof };
}

async function proveCertificate(
  certificate: ClientCertificate,
  { revokedCertificates }: MutualTlsOptions,
): Promise<Sender> {
  if (await revokedCertificates?.has(certificate)) {
    throw new OAuthError(
      'invalid_client',
      'The client certificate was revoked',
    );
  }
  const confirmation = { 'x5t#S256': certificateThumbprint(certificate) };
  return { tokenType: 'Bearer', confirmation, headers: {} };
}

/**
 * The sender constraint: a DPoP proof, or the certificate of the connection where mutual TLS is offered and no proof
 * came. A token without either is never issued.
 * @throws OAuthError `invalid_dpop_proof`, `use_dpop_nonce`, `invalid_client`
 */
export function proveSender(
  request: AccessRequest,
  context: AccessContext,
  { clientCertificate }: Connection,
): Promise<Sender> {
  const { mutualTls } = context;
  return mutualTls && clientCertificate && request.headers.get('DPoP') === null
    ? proveCertificate(clientCertificate, mutualTls)
    : proveKey(request, context);
}

import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Connection } from '@oaf/access';
import { GatewayProblem } from '../gateway/GatewayProblem';

const NOTHING_PROVEN: Connection = {};

/**
 * What TLS has proven of the caller. A certificate is optional, but one that is shown must be good:
 * its owner would otherwise wonder why tokens are bound to something else.
 * @throws GatewayProblem 401 when the certificate is not of a known authority, has expired or was revoked
 */
export function provenConnection(socket: Socket): Connection {
  if (!(socket instanceof TLSSocket)) {
    return NOTHING_PROVEN;
  }
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) {
    return NOTHING_PROVEN;
  }
  if (!socket.authorized) {
    throw new GatewayProblem(401, 'invalid_client_certificate', {
      detail: `The client certificate was refused: ${socket.authorizationError}.`,
    });
  }
  return { clientCertificate: { der: certificate.raw } };
}

import { createHash } from 'node:crypto';
import type { ClientCertificate } from './ports';

/** What the host knows of the connection on which a request came. */
export interface Connection {
  /** Undefined when the client showed none. */
  clientCertificate?: ClientCertificate;
}

/** `x5t#S256` (RFC 8705 section 3.1): base64url SHA-256 of the DER certificate. */
export function certificateThumbprint({ der }: ClientCertificate): string {
  return createHash('sha256').update(der).digest('base64url');
}

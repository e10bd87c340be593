import { openSigner } from './openPorts';
import { serve } from './serve';

/** Authorization server metadata (RFC 8414) and the issuer's keys (RFC 7517). Needs `kms:GetPublicKey`. */
export const handler = serve(openSigner);

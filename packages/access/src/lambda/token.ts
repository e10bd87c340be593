import { openSigner } from './openPorts';
import { serve } from './serve';

/** The token endpoint (RFC 6749). Needs the table, the nonce secret, `kms:Sign` and `kms:GetPublicKey`. */
export const handler = serve(openSigner);

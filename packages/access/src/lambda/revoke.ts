import { openVerifier } from './openPorts';
import { serve } from './serve';

/** Token revocation (RFC 7009). Needs the table and the nonce secret. */
export const handler = serve(openVerifier);

import { openVerifier } from './openPorts';
import { serve } from './serve';

/** Client registration (RFC 7591) and its management (RFC 7592). Needs the table and the nonce secret. */
export const handler = serve(openVerifier);

import { openVerifier } from './openPorts';
import { serve } from './serve';

/** The DPoP nonce on request. Needs the nonce secret. */
export const handler = serve(openVerifier);

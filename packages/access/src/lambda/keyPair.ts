import { openVerifier } from './openPorts';
import { serve } from './serve';

/**
 * A key pair for a consumer that cannot make one, at `<issuer>/key-pair`. Needs the table and, on the KMS key of
 * `OAF_KEY_PAIR_KEY`, `kms:GenerateDataKeyPairWithoutPlaintext` and `kms:Decrypt`.
 */
export const handler = serve(openVerifier);

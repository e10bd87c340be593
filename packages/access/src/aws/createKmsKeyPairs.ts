import { createPrivateKey } from 'node:crypto';
import type { JWK } from 'jose';
import type { KeyPairs } from '../ports';
import type { AwsCall } from './createAwsCall';

/**
 * Key pairs made by AWS KMS (GenerateDataKeyPair, 25 requests per second), for ES256.
 * @param options - `keyId`: a symmetric KMS key, under which KMS encrypts the copy that is not used here
 */
export function createKmsKeyPairs(options: {
  kms: AwsCall;
  keyId: string;
}): KeyPairs {
  return {
    generate: async () => {
      const answer = await options.kms<{ PrivateKeyPlaintext: string }>(
        'GenerateDataKeyPair',
        { KeyId: options.keyId, KeyPairSpec: 'ECC_NIST_P256' },
      );
      const privateKey = createPrivateKey({
        key: Buffer.from(answer.PrivateKeyPlaintext, 'base64'),
        format: 'der',
        type: 'pkcs8',
      });
      return { ...(privateKey.export({ format: 'jwk' }) as JWK), alg: 'ES256' };
    },
  };
}

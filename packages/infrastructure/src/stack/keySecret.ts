import type { RemovalPolicy } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** Letters and digits that read as base64 are 32 bytes. */
const KEY_LENGTH = 43;

export interface KeySecretProps {
  description: string;
  encryptionKey: IKey;
  removalPolicy: RemovalPolicy;
}

/** A secret that is a key of 32 random bytes, in base64, which nobody has seen. */
export function keySecret(
  scope: Construct,
  id: string,
  { encryptionKey, ...props }: KeySecretProps,
): Secret {
  return new Secret(scope, id, {
    ...props,
    // By its name, or the construct would add to the key's policy, in words of one partition.
    encryptionKey: Key.fromKeyArn(scope, `${id}Key`, encryptionKey.keyArn),
    generateSecretString: {
      passwordLength: KEY_LENGTH,
      excludePunctuation: true,
    },
  });
}

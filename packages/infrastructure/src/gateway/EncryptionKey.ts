import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IPrincipal, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administration, use, useByWayOf } from '../stack/keyPolicy';

export interface EncryptionKeyProps {
  /** Who has key pairs made for consumers that cannot make theirs. */
  keyPairMaker: IPrincipal;
}

/** So that the nonce keys, which this key encrypts too, do not open. */
const ofSubscription = {
  Null: { 'kms:EncryptionContext:subscriptionId': 'false' },
};

/** The key-encryption key: keeps the nonce keys, and is the one under which KMS makes key pairs. */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(
    scope: Construct,
    id: string,
    { keyPairMaker }: EncryptionKeyProps,
  ) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts nonce keys and key pairs',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administration(),
          useByWayOf('secretsmanager'),
          use(
            'KeyPairs',
            [keyPairMaker],
            ['kms:GenerateDataKeyPairWithoutPlaintext'],
            {
              StringEquals: { 'kms:DataKeyPairSpec': 'ECC_NIST_P256' },
              ...ofSubscription,
            },
          ),
          use('KeyPairsHandedOut', [keyPairMaker], ['kms:Decrypt'], {
            ...ofSubscription,
          }),
        ],
      }),
    });
  }
}

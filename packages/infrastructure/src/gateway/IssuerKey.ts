import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IPrincipal, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administration, use } from '../stack/keyPolicy';

export interface IssuerKeyProps {
  /** Who signs. */
  signer: IPrincipal;
  /** Who publishes the public half. */
  readers: IPrincipal[];
}

/** Signs access tokens (ES256). It never leaves KMS; only digests are signed, and only by the token endpoint. */
export class IssuerKey extends Construct {
  readonly key: Key;

  constructor(
    scope: Construct,
    id: string,
    { signer, readers }: IssuerKeyProps,
  ) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Signs access tokens',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administration(),
          use('Sign', [signer], ['kms:Sign'], {
            StringEquals: {
              'kms:SigningAlgorithm': 'ECDSA_SHA_256',
              'kms:MessageType': 'DIGEST',
            },
          }),
          use('Publish', readers, ['kms:GetPublicKey']),
        ],
      }),
    });
  }
}

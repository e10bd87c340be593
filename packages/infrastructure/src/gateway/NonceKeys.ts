import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  CfnRotationSchedule,
  type Secret,
} from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { keySecret } from '../stack/keySecret';

export interface NonceKeysProps {
  encryptionKey: IKey;
}

/** The key of the DPoP nonces, new each day; the one before stays accepted. */
export class NonceKeys extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, { encryptionKey }: NonceKeysProps) {
    super(scope, id);
    this.secret = keySecret(this, 'Secret', {
      description: 'Key of the DPoP nonces',
      encryptionKey,
      // A new one is as good: who holds a nonce of the old one is given another.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  rotateBy(rotation: LambdaFunction) {
    rotation.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: this.secret.secretArn,
    });
    const schedule = new CfnRotationSchedule(this, 'Rotation', {
      secretId: this.secret.secretArn,
      rotationLambdaArn: rotation.functionArn,
      rotationRules: { scheduleExpression: 'rate(1 day)' },
      rotateImmediatelyOnUpdate: false,
    });
    // With its permission, which Secrets Manager looks for.
    schedule.node.addDependency(rotation);
  }
}

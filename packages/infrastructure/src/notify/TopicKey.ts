import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { administration, use, useByWayOf } from '../stack/keyPolicy';

/** Encrypts what waits in the topics: the account's alarms, and what its roles publish. */
export class TopicKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts alarms and notices on their way',
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      // A topic keeps nothing.
      removalPolicy: RemovalPolicy.DESTROY,
      policy: new PolicyDocument({
        statements: [
          administration(),
          useByWayOf('sns'),
          use(
            'Alarms',
            [new ServicePrincipal('cloudwatch.amazonaws.com')],
            ['kms:Decrypt', 'kms:GenerateDataKey'],
            { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
          ),
        ],
      }),
    });
  }
}

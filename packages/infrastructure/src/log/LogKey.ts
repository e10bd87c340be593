import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  type IPrincipal,
  PolicyDocument,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  administration,
  use,
  useByWayOf,
  viaService,
} from '../stack/keyPolicy';

/** Who delivers from linked accounts. */
export interface LogDeliverers {
  accounts: IPrincipal;
  /** Which of their roles. */
  conditions: NonNullable<PolicyStatementProps['conditions']>;
}

/** Encrypts the access log, by way of S3 only. */
export class LogKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, deliverers: LogDeliverers) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the access log',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      // Without it the log cannot be read.
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administration(),
          useByWayOf('s3'),
          use(
            'Deliver',
            [deliverers.accounts],
            ['kms:Decrypt', 'kms:GenerateDataKey'],
            {
              ...deliverers.conditions,
              StringEquals: {
                'kms:ViaService': viaService('s3'),
              },
            },
          ),
        ],
      }),
    });
  }
}

import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  administration,
  use,
  useByWayOf,
  viaService,
} from '../stack/keyPolicy';

const SECRET_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKey',
];

const DATABASE_ACTIONS = [
  ...SECRET_ACTIONS,
  'kms:Encrypt',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** A database goes on using its key when whoever made it is gone, by a grant that only AWS's own resources get. */
const grants = () =>
  use('Grants', [new AccountRootPrincipal()], ['kms:CreateGrant'], {
    Bool: { 'kms:GrantIsForAWSResource': 'true' },
    StringEquals: {
      'kms:CallerAccount': Aws.ACCOUNT_ID,
      'kms:ViaService': [viaService('rds'), viaService('secretsmanager')],
    },
  });

/** Encrypts the database, its backups and its password. */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the database, its backups and its password',
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      // Without it no snapshot can be restored.
      removalPolicy: RemovalPolicy.RETAIN,
      policy: new PolicyDocument({
        statements: [
          administration(),
          useByWayOf('rds', DATABASE_ACTIONS),
          useByWayOf('secretsmanager', SECRET_ACTIONS),
          grants(),
        ],
      }),
    });
  }
}

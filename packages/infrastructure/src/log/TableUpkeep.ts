import { Aws, type CfnCondition } from 'aws-cdk-lib';
import { CfnTableOptimizer } from 'aws-cdk-lib/aws-glue';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acceptPatterns } from '../stack/acceptPatterns';
import { allow } from '../stack/allow';
import { viaService } from '../stack/keyPolicy';
import { onlyIf } from '../stack/onlyIf';
import { ICEBERG_TABLE, type IcebergLogTable } from './IcebergLogTable';
import { logPlaces } from './logPlaces';

export interface TableUpkeepProps {
  condition: CfnCondition;
  bucket: IBucket;
  encryptionKey: IKey;
  /** Name of its database. */
  database: string;
  table: IcebergLogTable;
}

/** Former states of the table, by which a mistaken change of it can be taken back. */
const SNAPSHOT_DAYS = 5;

const patternsOf = ({ bucket }: TableUpkeepProps) => ({
  files: bucket.arnForObjects(`${logPlaces.iceberg}/*`),
  ...Object.fromEntries(
    ['compaction', 'retention'].map(work => [
      work,
      `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws-glue/iceberg-${work}/logs:*`,
    ]),
  ),
});

/** https://docs.aws.amazon.com/glue/latest/dg/optimization-prerequisites.html */
const statementsOf = (
  { bucket, encryptionKey, table }: TableUpkeepProps,
  { files, ...reports }: Record<string, string>,
) => [
  allow('Files', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [files]),
  allow('Bucket', ['s3:ListBucket'], [bucket.bucketArn]),
  allow('Table', ['glue:GetTable', 'glue:UpdateTable'], table.arns),
  allow(
    'Encryption',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    [encryptionKey.keyArn],
    { StringEquals: { 'kms:ViaService': viaService('s3') } },
  ),
  allow(
    'Report',
    ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Object.values(reports),
  ),
];

/** AWS Glue joins the many small files of the Iceberg table, and forgets its former states. */
export class TableUpkeep extends Construct {
  constructor(scope: Construct, id: string, props: TableUpkeepProps) {
    super(scope, id);
    const role = this.addRole(props);
    this.add('Compaction', props, {
      enabled: true,
      roleArn: role.roleArn,
      compactionConfiguration: {
        icebergConfiguration: { strategy: 'binpack' },
      },
    });
    this.add('Retention', props, {
      enabled: true,
      roleArn: role.roleArn,
      retentionConfiguration: {
        icebergConfiguration: {
          snapshotRetentionPeriodInDays: SNAPSHOT_DAYS,
          numberOfSnapshotsToRetain: 1,
          cleanExpiredFiles: true,
        },
      },
    });
    onlyIf(props.condition, this);
  }

  private add(
    name: string,
    { database, table }: TableUpkeepProps,
    tableOptimizerConfiguration: CfnTableOptimizer.TableOptimizerConfigurationProperty,
  ) {
    const optimizer = new CfnTableOptimizer(this, name, {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: database,
      tableName: ICEBERG_TABLE,
      type: name.toLowerCase(),
      tableOptimizerConfiguration,
    });
    optimizer.node.addDependency(table);
  }

  private addRole(props: TableUpkeepProps) {
    const patterns = patternsOf(props);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('glue.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Upkeep: new PolicyDocument({
          statements: statementsOf(props, patterns),
        }),
      },
    });
    acceptPatterns(
      role,
      Object.values(patterns),
      'Files and log streams are named when they are made; each statement speaks of one folder or log.',
    );
    return role;
  }
}

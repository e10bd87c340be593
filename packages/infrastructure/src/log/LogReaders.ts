import { Aws } from 'aws-cdk-lib';
import type { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { ManagedPolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acceptPatterns } from '../stack/acceptPatterns';
import { allow } from '../stack/allow';
import type { AccessLogTable } from './AccessLogTable';
import { ICEBERG_TABLE } from './IcebergLogTable';
import { logPlaces } from './logPlaces';
import { tableArns } from './tableArns';
import { viaService } from '../stack/keyPolicy';

export interface LogReadersProps {
  bucket: IBucket;
  encryptionKey: IKey;
  table: AccessLogTable;
  workgroup: CfnWorkGroup;
}

const viaS3 = {
  StringEquals: { 'kms:ViaService': viaService('s3') },
};

const toQuery = ({ workgroup, table }: LogReadersProps): PolicyStatement[] => [
  allow(
    'Query',
    [
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
    ],
    [
      `arn:${Aws.PARTITION}:athena:${Aws.REGION}:${Aws.ACCOUNT_ID}:workgroup/${workgroup.name}`,
    ],
  ),
  allow(
    'Table',
    ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'],
    [
      ...table.arns,
      ...tableArns({ database: table.database, table: ICEBERG_TABLE }).slice(
        -1,
      ),
    ],
  ),
];

const toRead = ({
  bucket,
  encryptionKey,
}: LogReadersProps): PolicyStatement[] => [
  allow(
    'Bucket',
    ['s3:GetBucketLocation', 's3:ListBucket'],
    [bucket.bucketArn],
  ),
  allow(
    'Log',
    ['s3:GetObject'],
    [logPlaces.accessLog, logPlaces.iceberg].map(place =>
      bucket.arnForObjects(`${place}/*`),
    ),
  ),
  allow(
    'Results',
    ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    [bucket.arnForObjects(`${logPlaces.queryResults}/*`)],
  ),
  allow(
    'Encryption',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    [encryptionKey.keyArn],
    viaS3,
  ),
];

/** What a role needs that queries the access log, to be attached to it. */
export class LogReaders extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: LogReadersProps) {
    super(scope, id);
    this.policy = new ManagedPolicy(this, 'Policy', {
      description: 'Queries the access log',
      statements: [...toQuery(props), ...toRead(props)],
    });
    acceptPatterns(
      this.policy,
      [logPlaces.accessLog, logPlaces.iceberg, logPlaces.queryResults].map(
        place => props.bucket.arnForObjects(`${place}/*`),
      ),
      'Objects are named when they are made; the statement speaks of one folder.',
    );
  }
}

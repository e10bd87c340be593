import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';
import {
  APPEND_ACTIONS,
  DELIVER_ACTIONS,
  FIND_ACTIONS,
} from './deliveryActions';
import type { LogDeliverers } from './LogKey';
import { folderOf, logPlaces } from './logPlaces';

export interface LogBucketProps {
  encryptionKey: IKey;
  deliverers: LogDeliverers;
  /** Days. */
  retention: number;
}

/** Whose role it is, as S3 sees it: no account writes into the folders of another. */
const CALLER = '${aws:PrincipalAccount}';

/** Holds the access log of all linked accounts, the lines that were no access log, and what queries gave. */
export class LogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.encryptionKey,
      bucketKeyEnabled: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: lifecycleRules(props.retention),
      // Bills are checked against it.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(this.bucket, {
      'AwsSolutions-S1':
        'Who reads or writes objects is what CloudTrail tells, by data events; a log of this log would need a bucket that has none either.',
    });
    this.letIn(props.deliverers);
  }

  private letIn(deliverers: LogDeliverers) {
    const folders = [logPlaces.accessLog, logPlaces.errors].map(place =>
      this.bucket.arnForObjects(`${folderOf(place, CALLER)}/*`),
    );
    this.let(deliverers, 'Find', FIND_ACTIONS, [this.bucket.bucketArn]);
    this.let(deliverers, 'Deliver', DELIVER_ACTIONS, folders);
    // One table for all: Iceberg's list of files is everybody's.
    this.let(deliverers, 'Append', APPEND_ACTIONS, [
      this.bucket.arnForObjects(`${logPlaces.iceberg}/*`),
    ]);
  }

  private let(
    { accounts, conditions }: LogDeliverers,
    sid: string,
    actions: string[],
    resources: string[],
  ) {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [accounts],
        actions,
        resources,
        conditions,
      }),
    );
  }
}

function lifecycleRules(retention: number) {
  const days = Duration.days;
  return [
    {
      id: 'AccessLog',
      prefix: `${logPlaces.accessLog}/`,
      transitions: [
        {
          storageClass: StorageClass.INFREQUENT_ACCESS,
          transitionAfter: days(90),
        },
      ],
      expiration: days(retention),
    },
    { id: 'Errors', prefix: `${logPlaces.errors}/`, expiration: days(90) },
    {
      id: 'QueryResults',
      prefix: `${logPlaces.queryResults}/`,
      expiration: days(7),
    },
    {
      id: 'LeftOvers',
      abortIncompleteMultipartUploadAfter: days(7),
      noncurrentVersionExpiration: days(30),
    },
  ];
}

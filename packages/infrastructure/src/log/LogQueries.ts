import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { logPlaces } from './logPlaces';

export interface LogQueriesProps {
  /** Name of the workgroup. */
  name: string;
  bucket: IBucket;
  encryptionKey: IKey;
  /** Bytes that a query may read. */
  scanLimit: number;
}

/** Where the access log is queried: each query within a limit, each result encrypted. */
export class LogQueries extends Construct {
  readonly workgroup: CfnWorkGroup;

  constructor(scope: Construct, id: string, props: LogQueriesProps) {
    super(scope, id);
    this.workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: props.name,
      description: 'Queries of the access log',
      // Only the history of queries is in it.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: props.scanLimit,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: props.bucket.s3UrlForObject(
            `${logPlaces.queryResults}/`,
          ),
          encryptionConfiguration: {
            encryptionOption: 'SSE_KMS',
            kmsKey: props.encryptionKey.keyArn,
          },
        },
      },
    });
  }
}

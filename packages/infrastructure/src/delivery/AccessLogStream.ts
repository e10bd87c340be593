import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { LogGroup, LogStream, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogColumns } from '../log/accessLogColumns';
import type { AccessLogTable } from '../log/AccessLogTable';
import { folderOf, logPlaces } from '../log/logPlaces';
import { allow } from '../stack/allow';
import { bucketArn, type LogStore } from './DeliveryRole';

type Destination = CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty;

export interface AccessLogStreamProps {
  /** Name of the stream. */
  name: string;
  store: LogStore;
  table: AccessLogTable;
  role: Role;
  bufferSeconds: number;
  /** What is done to records before; default: they are lines of the access log. */
  processing?: CfnDeliveryStream.ProcessingConfigurationProperty;
}

/** The largest there is: fewer files are quicker to query. */
const BUFFER_MIB = 128;
const DAY = 'day=!{timestamp:yyyy-MM-dd}/';

function placesOf(store: LogStore) {
  const ownPlace = (place: string) =>
    `${folderOf(place, Aws.ACCOUNT_ID)}/source_region=${Aws.REGION}/`;
  return {
    bucketArn: bucketArn(store),
    prefix: `${ownPlace(logPlaces.accessLog)}${DAY}`,
    errorOutputPrefix: `${ownPlace(
      logPlaces.errors,
    )}!{firehose:error-output-type}/${DAY}`,
    // Parquet compresses by itself.
    compressionFormat: 'UNCOMPRESSED',
    encryptionConfiguration: {
      kmsEncryptionConfig: { awskmsKeyArn: store.keyArn },
    },
  };
}

const toParquet = ({
  role,
  table,
}: AccessLogStreamProps): Destination['dataFormatConversionConfiguration'] => ({
  enabled: true,
  inputFormatConfiguration: {
    deserializer: {
      openXJsonSerDe: {
        // As they are written: only so are names mapped that have capitals.
        caseInsensitive: false,
        columnToJsonKeyMappings: accessLogColumns,
      },
    },
  },
  outputFormatConfiguration: {
    serializer: { parquetSerDe: { compression: 'SNAPPY' } },
  },
  schemaConfiguration: {
    catalogId: Aws.ACCOUNT_ID,
    region: Aws.REGION,
    roleArn: role.roleArn,
    databaseName: table.database,
    tableName: table.table,
    versionId: 'LATEST',
  },
});

/** Takes lines of the access log and delivers them as Parquet, into this account's folders of the store. */
export class AccessLogStream extends Construct {
  readonly stream: CfnDeliveryStream;

  constructor(scope: Construct, id: string, props: AccessLogStreamProps) {
    super(scope, id);
    this.stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: props.name,
      deliveryStreamType: 'DirectPut',
      // API Gateway's own role writes to the stream, and has no right to use a key of the account.
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      extendedS3DestinationConfiguration: {
        ...placesOf(props.store),
        roleArn: props.role.roleArn,
        bufferingHints: {
          intervalInSeconds: props.bufferSeconds,
          sizeInMBs: BUFFER_MIB,
        },
        dataFormatConversionConfiguration: toParquet(props),
        processingConfiguration: props.processing,
        cloudWatchLoggingOptions: this.addErrorLog(props.role),
      },
    });
    // With its policy, which Firehose tries.
    this.stream.node.addDependency(props.role);
  }

  private addErrorLog(role: Role) {
    const log = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stream = new LogStream(this, 'LogStream', {
      logGroup: log,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    role.addToPolicy(allow('Report', ['logs:PutLogEvents'], [log.logGroupArn]));
    return {
      enabled: true,
      logGroupName: log.logGroupName,
      logStreamName: stream.logStreamName,
    };
  }
}

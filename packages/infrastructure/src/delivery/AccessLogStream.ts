import { Aws } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct } from 'constructs';
import type { AccessLogTable } from '../log/AccessLogTable';
import { logPlaces } from '../log/logPlaces';
import { DeliveryLog } from './DeliveryLog';
import { buffering, DAY, ownPlace, ownPlaces } from './deliveryPlaces';
import type { LogStore } from './DeliveryRole';

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

const toParquet = ({
  role,
  table,
}: AccessLogStreamProps): Destination['dataFormatConversionConfiguration'] => ({
  enabled: true,
  inputFormatConfiguration: {
    deserializer: { openXJsonSerDe: {} },
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
        ...ownPlaces(props.store),
        ...buffering(props.bufferSeconds),
        prefix: `${ownPlace(logPlaces.accessLog)}${DAY}`,
        roleArn: props.role.roleArn,
        dataFormatConversionConfiguration: toParquet(props),
        processingConfiguration: props.processing,
        cloudWatchLoggingOptions: new DeliveryLog(this, 'Log', props.role)
          .options,
      },
    });
    // With its policy, which Firehose tries.
    this.stream.node.addDependency(props.role);
  }
}

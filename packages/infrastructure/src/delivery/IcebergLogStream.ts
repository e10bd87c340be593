import { Aws, type CfnCondition } from 'aws-cdk-lib';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct } from 'constructs';
import { APPEND_ACTIONS } from '../log/deliveryActions';
import { ICEBERG_TABLE } from '../log/IcebergLogTable';
import { databaseOf, logPlaces } from '../log/logPlaces';
import { tableArns } from '../log/tableArns';
import { acceptPatterns } from '../stack/acceptPatterns';
import { allow } from '../stack/allow';
import { onlyIf } from '../stack/onlyIf';
import { DeliveryLog } from './DeliveryLog';
import { buffering, ownPlaces } from './deliveryPlaces';
import {
  bucketArn,
  DeliveryRole,
  type LogStore,
  placeOf,
} from './DeliveryRole';

export interface IcebergLogStreamProps {
  condition: CfnCondition;
  /** Name of the stream. */
  name: string;
  store: LogStore;
  bufferSeconds: number;
}

const filesOf = (store: LogStore) =>
  `${bucketArn(store)}/${logPlaces.iceberg}/*`;

/** https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-iceberg */
const rightsOf = (store: LogStore) => [
  allow(
    'Table',
    ['glue:GetDatabase', 'glue:GetTable', 'glue:UpdateTable'],
    tableArns({
      database: databaseOf(store.installation),
      table: ICEBERG_TABLE,
      ...placeOf(store),
    }),
  ),
  allow('Append', APPEND_ACTIONS, [filesOf(store)]),
];

/** The table of the log store, in the catalog of its account and Region. */
function tableOf(store: LogStore) {
  const { region, account } = placeOf(store);
  return {
    catalogConfiguration: {
      catalogArn: `arn:${Aws.PARTITION}:glue:${region}:${account}:catalog`,
    },
    destinationTableConfigurationList: [
      {
        destinationDatabaseName: databaseOf(store.installation),
        destinationTableName: ICEBERG_TABLE,
      },
    ],
  };
}

/** Takes lines of the access log and appends them to the Iceberg table of the store. */
export class IcebergLogStream extends Construct {
  readonly stream: CfnDeliveryStream;

  constructor(scope: Construct, id: string, props: IcebergLogStreamProps) {
    super(scope, id);
    const { store } = props;
    const role = this.addRole(store);
    this.stream = new CfnDeliveryStream(this, 'Stream', {
      deliveryStreamName: props.name,
      deliveryStreamType: 'DirectPut',
      // As that of files.
      deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
      icebergDestinationConfiguration: {
        ...tableOf(store),
        ...buffering(props.bufferSeconds),
        // Can be said of a new stream alone, which then takes as much as comes.
        appendOnly: true,
        roleArn: role.roleArn,
        s3BackupMode: 'FailedDataOnly',
        s3Configuration: { ...ownPlaces(store), roleArn: role.roleArn },
        cloudWatchLoggingOptions: new DeliveryLog(this, 'Log', role).options,
      },
    });
    // With its policy, which Firehose tries.
    this.stream.node.addDependency(role);
    onlyIf(props.condition, this);
  }

  private addRole(store: LogStore) {
    const { role } = new DeliveryRole(this, 'Delivery', {
      store,
      places: [logPlaces.errors],
      statements: rightsOf(store),
    });
    acceptPatterns(
      role,
      [filesOf(store)],
      'Iceberg names its files; the statement speaks of the folder of one table.',
    );
    return role;
  }
}

import { Aws } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { glueColumns } from '@oaf/contract';
import { Construct } from 'constructs';
import { tableArns } from './tableArns';

export interface IcebergLogTableProps {
  /** Name of the database, which is there. */
  database: string;
  /** Where its files are, without a slash at the end. */
  location: string;
}

/** Its name, in the database of the log store. */
export const ICEBERG_TABLE = 'access_log_iceberg';

const columns = glueColumns();

const idOf = (column: string) =>
  columns.findIndex(({ name }) => name === column) + 1;

/** Ids of partition fields begin here: https://iceberg.apache.org/spec/#partition-specs */
const FIRST_PARTITION = 1000;

/**
 * What rows lie together by. Queries find them by the columns themselves; the first five of the digits of epoch
 * milliseconds are the same for a little more than a day.
 */
const partitions = [
  { column: 'account_id', name: 'account_id', transform: 'identity' },
  { column: 'region', name: 'region', transform: 'identity' },
  {
    column: 'request_time',
    name: 'request_time_trunc',
    transform: 'truncate[5]',
  },
].map(({ column, name, transform }, index) => ({
  sourceId: idOf(column),
  fieldId: FIRST_PARTITION + index,
  name,
  transform,
}));

/** The access log as a table of Apache Iceberg, of the version that Firehose knows. */
export class IcebergLogTable extends Construct {
  readonly resource: CfnTable;
  readonly arns: string[];

  constructor(scope: Construct, id: string, props: IcebergLogTableProps) {
    super(scope, id);
    const { database, location } = props;
    this.resource = new CfnTable(this, 'Table', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: database,
      name: ICEBERG_TABLE,
      openTableFormatInput: {
        icebergInput: {
          metadataOperation: 'CREATE',
          version: '2',
          icebergTableInput: {
            location,
            schema: {
              type: 'struct',
              schemaId: 0,
              fields: columns.map(column => ({
                ...column,
                id: idOf(column.name),
                required: false,
              })),
            },
            partitionSpec: { specId: 0, fields: partitions },
            properties: {
              'write.format.default': 'parquet',
              'write.parquet.compression-codec': 'zstd',
              // Each commit writes one; older ones are of no use.
              'write.metadata.delete-after-commit.enabled': 'true',
              'write.metadata.previous-versions-max': '100',
            },
          },
        },
      },
    });
    this.arns = tableArns({ database, table: ICEBERG_TABLE });
  }
}

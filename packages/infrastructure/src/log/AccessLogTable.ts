import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { glueColumns } from '@oaf/contract';
import { Construct } from 'constructs';
import { partitionColumns } from './logPlaces';
import { tableArns } from './tableArns';

const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet';
const TABLE = 'access_log';

export interface AccessLogTableProps {
  /** Name of the database. */
  database: string;
  description: string;
  /** Where its objects are. */
  location: string;
  /** Properties of the table beside what it is. */
  parameters?: Record<string, string>;
}

/** The access log as a table of Parquet files, with the columns of `@oaf/contract`. */
export class AccessLogTable extends Construct {
  readonly database: string;
  readonly table: string;
  /** Of catalog, database and table: who uses a table is asked for all three. */
  readonly arns: string[];

  constructor(scope: Construct, id: string, props: AccessLogTableProps) {
    super(scope, id);
    const { database, description, location, parameters } = props;
    const inDatabase = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: database, description },
    });
    const table = new CfnTable(this, 'Table', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: inDatabase.ref,
      tableInput: {
        name: TABLE,
        description: 'One row for each call, as API Gateway saw it',
        tableType: 'EXTERNAL_TABLE',
        parameters: { classification: 'parquet', ...parameters },
        partitionKeys: partitionColumns.map(name => ({
          name,
          type: 'string',
        })),
        storageDescriptor: {
          columns: glueColumns(),
          location,
          inputFormat: `${PARQUET}.MapredParquetInputFormat`,
          outputFormat: `${PARQUET}.MapredParquetOutputFormat`,
          serdeInfo: {
            serializationLibrary: `${PARQUET}.serde.ParquetHiveSerDe`,
          },
        },
      },
    });
    this.database = inDatabase.ref;
    this.table = table.ref;
    this.arns = tableArns({ database, table: TABLE });
  }
}

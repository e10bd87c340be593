import { Aws } from 'aws-cdk-lib';

/** Of catalog, database and table: who uses a table is asked for all three. */
export const tableArns = ({
  database,
  table,
  region = Aws.REGION,
  account = Aws.ACCOUNT_ID,
}: {
  database: string;
  table: string;
  region?: string;
  account?: string;
}): string[] =>
  ['catalog', `database/${database}`, `table/${database}/${table}`].map(
    name => `arn:${Aws.PARTITION}:glue:${region}:${account}:${name}`,
  );

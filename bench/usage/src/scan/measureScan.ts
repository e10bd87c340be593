import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { companyTraffic } from '../log/traffic';
import { filesOf, writeLog } from '../log/writeLog';

/** What a bill's calls are told by, each once. */
const BILLED_COLUMNS = [
  'request_id',
  'request_time',
  'api_id',
  'subscription_id',
  'plan_id',
  'integration_latency',
  'integration_status',
  'integration_error',
];

const CALLS = 1_000_000;

export type MeasuredScan = {
  /** Bytes for each call that Athena reads when it counts a month's bill. */
  ours: number;
  /** The same of lines of JSON, of which it reads everything. */
  json: number;
};

/** What columns of Parquet take, and what lines of JSON do, as Firehose writes both by default. */
export async function measureScan(
  folder: string,
  say: (text: string) => void,
): Promise<MeasuredScan> {
  say('what Athena would read …');
  const hour = { hour: Date.UTC(2026, 9, 31), format: 'parquet' as const };
  const root = join(folder, 'scan');
  await writeLog(root, companyTraffic, { hours: [hour], callsPerHour: CALLS });
  const paths = filesOf(root, companyTraffic, hour)
    .map(({ path }) => `'${path}'`)
    .join(', ');
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const read = await connection.runAndReadAll(
    `select sum(total_compressed_size) as bytes from parquet_metadata([${paths}])
     where path_in_schema in (${BILLED_COLUMNS.map(name => `'${name}'`)})`,
  );
  const lines = join(root, 'lines.ndjson');
  await connection.run(
    `copy (select * from read_parquet([${paths}], hive_partitioning = false)) to '${lines}' (format json)`,
  );
  connection.closeSync();
  database.closeSync();
  const [{ bytes }] = read.getRowObjectsJson();
  return {
    ours: Number(bytes) / CALLS,
    json: (await stat(lines)).size / CALLS,
  };
}

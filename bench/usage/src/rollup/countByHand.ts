import { tmpdir } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { BUCKETS_PER_E } from '@oaf/contract';
import type { Traffic } from '../log/traffic';
import {
  filesOf,
  HOUR_MS,
  type HourOfLog,
  type LogFormat,
} from '../log/writeLog';
import { limits } from './limits';

const readers: Record<LogFormat, (files: string) => string> = {
  parquet: (files: string) => `read_parquet(${files})`,
  'ndjson.gz': (files: string) =>
    `read_json(${files}, format = 'newline_delimited')`,
};

/** What somebody types who knows this log: how its paths are made, and that it has no line which is no record. */
const query = (from: string, hour: number) => `
with calls as (
  select subscription_id, plan_id, account_id, region, api_id, stage,
    http_method || ' ' || regexp_replace(path, '/[0-9a-f]{8}', '/{id}') as operation,
    status::int // 100 as status_class,
    status::int as status,
    case when integration_latency <> '-' and integration_status::int < 500 then 1 else 0 end as billable,
    error,
    response_length::bigint as bytes,
    response_latency::double as latency,
    api_id || request_id as call
  from ${from}
  where request_time between '${hour}' and '${hour + HOUR_MS - 1}'
  qualify row_number() over (partition by api_id, request_id) = 1
), bucketed as (
  select subscription_id, plan_id, account_id, region, api_id, stage, operation, status_class,
    ceil(ln(greatest(latency, 1)) * ${BUCKETS_PER_E})::int as bucket,
    count(*) as calls, sum(billable) as billable,
    count(*) filter (status between 400 and 499 and error = '-') as client_errors,
    count(*) filter (status >= 500 and error = '-') as server_errors,
    count(*) filter (error in ('throttled', 'quota_exceeded')) as throttled,
    sum(bytes) as bytes, sum(latency) as latency
  from calls
  group by all
)
select subscription_id, plan_id, account_id, region, api_id, stage, operation, status_class,
  sum(calls) as calls, sum(billable) as billable, sum(client_errors) as client_errors, sum(server_errors) as server_errors,
  sum(throttled) as throttled, sum(bytes) as bytes, sum(latency) as latency, json_group_object(bucket, calls) as sketch
from bucketed
group by all`;

export async function countByHand(
  folder: string,
  traffic: Traffic,
  hours: HourOfLog[],
) {
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: limits.memoryLimit,
    threads: String(limits.threads),
    temp_directory: tmpdir(),
    preserve_insertion_order: 'false',
  });
  const connection = await database.connect();
  const counted = { calls: 0, billableCalls: 0, responseBytes: 0, records: 0 };
  for (const one of hours) {
    const { hour, format } = one;
    const files = filesOf(folder, traffic, one).map(({ path }) => `'${path}'`);
    const from = readers[format](`[${files.join(', ')}]`);
    const reader = await connection.runAndReadAll(query(from, hour));
    for (const row of reader.getRowObjectsJson()) {
      counted.calls += Number(row.calls);
      counted.billableCalls += Number(row.billable);
      counted.responseBytes += Number(row.bytes);
      counted.records += 1;
    }
  }
  connection.closeSync();
  database.closeSync();
  return counted;
}

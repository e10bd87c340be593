import { columnNames, fromTextSql, problemSql } from '@oaf/contract';
import { isParquet } from '../files/isLogFile';

const HOUR_MS = 3_600_000;

export const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

const list = (values: string[]) => `[${values.map(text).join(', ')}]`;

/** What is no JSON object is a row without values, and so no record. */
const lines = (paths: string[]) => {
  const columns = columnNames().map(name => `${name}: 'varchar'`);
  return `select * from read_json(${list(
    paths,
  )}, format = 'newline_delimited', ignore_errors = true, filename = true, columns = {${columns.join(
    ', ',
  )}})`;
};

const parquet = (paths: string[]) =>
  `select cast(columns(*) as varchar) from read_parquet(${list(
    paths,
  )}, union_by_name = true, filename = true, hive_partitioning = false)`;

/** Gives files of earlier releases the columns that they lack. */
const NOTHING = `select ${columnNames()
  .map(name => `null::varchar as ${name}`)
  .join(', ')}, null::varchar as filename where false`;

function rawRows(paths: string[]): string {
  const ofLines = paths.filter(path => !isParquet(path));
  const ofParquet = paths.filter(isParquet);
  return [
    NOTHING,
    ...(ofLines.length > 0 ? [lines(ofLines)] : []),
    ...(ofParquet.length > 0 ? [parquet(ofParquet)] : []),
  ].join(' union all by name ');
}

const folder = (name: string) =>
  `nullif(regexp_extract(filename, '/${name}=([^/]+)/', 1), '')`;

/** What lines of HTTP APIs do not say, by the column: their folder does, or nobody. */
const known: Record<string, string> = {
  account_id: folder('source_account'),
  region: folder('source_region'),
  request_length: `'0'`,
};

const columns = columnNames()
  .map(name =>
    name in known ? `coalesce(${name}, ${known[name]}) as ${name}` : name,
  )
  .join(', ');

/** All lines of files, as text, with `filename`. */
export const linesOf = (paths: string[]) =>
  `(select ${columns}, filename from (${rawRows(paths)}) raw)`;

/** For each file and hour of its records, and for what is no record: how many there are. */
export const inspectionOf = (paths: string[]) => `
select filename, problem, hour, count(*) as lines
from (
  select filename, ${problemSql()} as problem, case when problem is null then request_time::bigint // ${HOUR_MS} * ${HOUR_MS} end as hour
  from ${linesOf(paths)} lines
) checked
group by all`;

/** Parquet files can be skipped by it: as text, times of these centuries are in the same order. */
function isWithin(hours: number[]): string {
  const first = Math.min(...hours);
  const last = Math.max(...hours) + HOUR_MS - 1;
  return `request_time between '${first}' and '${last}'`;
}

/** Has a row when two lines of these hours may be of the same call. */
export const repetitionOf = (paths: string[], hours: number[]) => `
select 1
from (
  select hash(api_id, request_id) as call from ${linesOf(paths)} lines
  where ${isWithin(hours)}
) calls
group by call
having count(*) > 1
limit 1`;

/**
 * The records of files that are of these hours.
 *
 * @param options - `isRepeated`: whether records may be there twice; each is answered once. `isMixed`: whether there may be
 * lines that are no records; to look at each again would take a fourth of the time
 */
export function recordsOf(
  paths: string[],
  hours: number[],
  { isRepeated, isMixed }: { isRepeated: boolean; isMixed: boolean },
): string {
  return `(
  select * from (
    select ${fromTextSql()}
    from ${linesOf(paths)} lines
    where ${isWithin(hours)}${isMixed ? ` and ${problemSql()} is null` : ''}
  ) typed
  where request_time // ${HOUR_MS} * ${HOUR_MS} in (${hours.join(', ')})
  ${
    isRepeated
      ? 'qualify row_number() over (partition by api_id, request_id) = 1'
      : ''
  }
)`;
}

import { columnNames, fromTextSql, problemSql } from '@oaf/contract';
import { trinoDialect } from '@oaf/backstage-plugin-api-management-node/usageQuery';

const HOUR_MS = 3_600_000;

/** The log's table in the Glue catalog. */
export type LogTable = { database: string; table: string };

/** Days of delivery, epoch milliseconds in them. */
export type Days = { first: number; last: number };

/** What identifies an API in the log. */
export type LoggedApi = {
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
};

const name = (text: string) => `"${text.replaceAll('"', '""')}"`;

const hourOf = (time: string) => `${time} - ${time} % ${HOUR_MS}`;

const dayOf = (time: number) =>
  trinoDialect.text(new Date(time).toISOString().slice(0, 10));

/** What lines of HTTP APIs do not say, by the column: their folder does, or nobody. */
const known: Record<string, string> = {
  account_id: 'source_account',
  region: 'source_region',
  request_length: `'0'`,
};

const lineColumns = columnNames()
  .map(column =>
    column in known
      ? `coalesce(nullif(${column}, '-'), ${known[column]}) as ${column}`
      : column,
  )
  .join(', ');

/** Lines that were delivered on these days; the folders of others are not read. */
const linesOf = ({ database, table }: LogTable, { first, last }: Days) =>
  `(select ${lineColumns}, day from ${name(database)}.${name(
    table,
  )} where day between ${dayOf(first)} and ${dayOf(last)})`;

/** By the day of delivery and the hour, and for what is no record: how many lines there are. */
export const inspectionOf = (table: LogTable, days: Days) => `
select day, hour, problem, count(*) as line_count
from (
  select day, problem, case when problem is null then ${hourOf(
    'cast(request_time as bigint)',
  )} end as hour
  from (select day, request_time, ${problemSql()} as problem from ${linesOf(
  table,
  days,
)} lines) judged
) checked
group by day, hour, problem`;

const isAt = (api: LoggedApi) =>
  [
    trinoDialect.same('api_id', api.apiId),
    trinoDialect.same('stage', api.stage),
    trinoDialect.same('account_id', api.accountId),
    trinoDialect.same('region', api.region),
  ].join(' and ');

type Wanted = {
  hours: number[];
  /** Epoch milliseconds: calls may have been delivered until then. */
  until: number;
  /** All when it is undefined. */
  apis?: LoggedApi[];
};

const isOneOf = (apis: LoggedApi[]) =>
  `(${apis.map(api => `(${isAt(api)})`).join(' or ')})`;

/**
 * The records of these hours, each once, whenever they were delivered. Parquet files without such times are skipped: as text, times of these centuries are in the same order.
 */
export function recordsOf(
  table: LogTable,
  { hours, until, apis }: Wanted,
): string {
  const first = Math.min(...hours);
  const last = Math.max(...hours) + HOUR_MS - 1;
  const typed = `select ${fromTextSql()} from ${linesOf(table, {
    first,
    last: until,
  })} lines where request_time between '${first}' and '${last}' and ${problemSql()} is null`;
  const conditions = [
    `${hourOf('request_time')} in (${hours.join(', ')})`,
    ...(apis ? [isOneOf(apis)] : []),
  ];
  return `(select * from (select typed.*, row_number() over (partition by api_id, request_id order by request_time) as copy from (${typed}) typed where ${conditions.join(
    ' and ',
  )}) numbered where copy = 1)`;
}

/** The APIs at which calls of these hours arrived. */
export const apisOf = (table: LogTable, wanted: Wanted) =>
  `select distinct account_id, region, api_id, stage from ${recordsOf(
    table,
    wanted,
  )} records where api_id is not null and stage is not null`;

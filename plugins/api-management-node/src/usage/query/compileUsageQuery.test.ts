import { compileUsageQuery } from './compileUsageQuery';
import {
  duckdbDialect,
  mysqlDialect,
  postgresDialect,
  sqliteDialect,
  trinoDialect,
  type SqlDialect,
} from './SqlDialect';

const routes = [
  {
    accountId: '1',
    region: 'r',
    apiId: "it's",
    stage: 's',
    basePath: '',
    gatewayApiId: 'api',
    operations: [
      { method: 'GET', path: '/a_b/{id}' },
      { method: '*', path: '/c' },
    ],
  },
];

/** What all say; in it stands what a dialect says in its own way. */
const text = ({ same, like, object }: Parts) =>
  `select subscription_id, plan_id, unrouted_account_id, unrouted_region, unrouted_api_id, unrouted_stage, usage_hour, route, status_class, sum(calls) as calls, sum(billable_calls) as billable_calls, sum(client_errors) as client_errors, sum(server_errors) as server_errors, sum(throttled_calls) as throttled_calls, sum(response_bytes) as response_bytes, sum(latency_sum) as latency_sum, ${object} as latency
from (
  select subscription_id, plan_id, unrouted_account_id, unrouted_region, unrouted_api_id, unrouted_stage, usage_hour, route, status_class, bucket, sum(1) as calls, sum(case when integration_latency is not null and integration_error is null and (integration_status is null or integration_status < 500) then 1 else 0 end) as billable_calls, sum(case when status >= 400 and status < 500 and not coalesce(error, '') in ('throttled', 'quota_exceeded') then 1 else 0 end) as client_errors, sum(case when status >= 500 and not coalesce(error, '') in ('throttled', 'quota_exceeded') then 1 else 0 end) as server_errors, sum(case when coalesce(error, '') in ('throttled', 'quota_exceeded') then 1 else 0 end) as throttled_calls, sum(response_length) as response_bytes, sum(response_latency) as latency_sum
  from (
    select routed.*, case when route = 0 then account_id end as unrouted_account_id, case when route = 0 then region end as unrouted_region, case when route = 0 then api_id end as unrouted_api_id, case when route = 0 then stage end as unrouted_stage
    from (
      select measured.*, request_time - request_time % 3600000 as usage_hour, case when ${same(
        'api_id',
        "'it''s'",
      )} and ${same('stage', "'s'")} and ${same(
    'account_id',
    "'1'",
  )} and ${same('region', "'r'")} then case when 1 = 1 then case when ${same(
    'http_method',
    "'GET'",
  )} and slashes = 2 and ${like} then 1 when ${same(
    'path',
    "'/c'",
  )} then 2 else 3 end else 0 end else 0 end as route, case when status < 200 then 1 when status < 300 then 2 when status < 400 then 3 when status < 500 then 4 else 5 end as status_class, BUCKET as bucket
      from (
        select logged.*, length(path) - length(replace(path, '/', '')) as slashes
        from access_log logged
        where api_id is not null
      ) measured
    ) routed
  ) placed
  group by subscription_id, plan_id, unrouted_account_id, unrouted_region, unrouted_api_id, unrouted_stage, usage_hour, route, status_class, bucket
) bucketed
group by subscription_id, plan_id, unrouted_account_id, unrouted_region, unrouted_api_id, unrouted_stage, usage_hour, route, status_class`;

type Parts = {
  same: (column: string, value: string) => string;
  like: string;
  object: string;
};

const ansi = {
  same: (column: string, value: string) => `${column} = ${value}`,
  like: "path like '/a!_b/_%' escape '!'",
};

const dialects: Array<[SqlDialect, Parts]> = [
  [
    sqliteDialect,
    {
      ...ansi,
      like: "path glob '/a_b/?*'",
      object: 'json_group_object(bucket, calls)',
    },
  ],
  [
    mysqlDialect,
    {
      same: (column, value) =>
        `cast(${column} as binary) = cast(${value} as binary)`,
      like: "cast(path as binary) like cast('/a!_b/_%' as binary) escape '!'",
      object: 'cast(json_objectagg(bucket, calls) as char)',
    },
  ],
  [
    postgresDialect,
    { ...ansi, object: 'cast(json_object_agg(bucket, calls) as text)' },
  ],
  [
    duckdbDialect,
    {
      ...ansi,
      object:
        'cast(json_group_object(cast(bucket as bigint), calls) as varchar)',
    },
  ],
  [
    trinoDialect,
    {
      ...ansi,
      object:
        "array_agg(cast(cast(bucket as bigint) as varchar) || ':' || cast(calls as varchar))",
    },
  ],
];

describe('compileUsageQuery', () => {
  it.each(dialects.map(([dialect, parts]) => ({ dialect, parts })))(
    'says to $dialect.name what differs there, and else what it says to all',
    ({ dialect, parts }) => {
      const { sql } = compileUsageQuery(dialect, { log: 'access_log', routes });
      const bucket = /(case when response_latency <= 1 .*? end) as bucket/;
      expect(sql).toMatch(bucket);
      expect(sql.replace(bucket, 'BUCKET as bucket')).toBe(text(parts));
    },
  );

  it.each([
    ['an object', '{"0": 1, "9": 12}'],
    ['an object with decimals and exponents', '{"0.0":1,"9.0e0":1.2e1}'],
    ['a list', '[0:1, 9:12]'],
    ['a list of texts', "['0:1', '9:12']"],
  ])('reads latencies from %s', (_, latency) => {
    const { toRecord } = compileUsageQuery(trinoDialect, { log: 'l', routes });
    const row = { latency, route: '1', status_class: '2', usage_hour: '0' };
    expect(toRecord(row).latency).toEqual({ 0: 1, 9: 12 });
  });
});

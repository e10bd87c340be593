import type { CallQuery } from '../LoggedCall';
import { compileCallsQuery } from './compileCallsQuery';
import {
  duckdbDialect,
  mysqlDialect,
  postgresDialect,
  sqliteDialect,
  trinoDialect,
  type SqlDialect,
} from './SqlDialect';

const query: CallQuery = {
  subscriptionIds: ["it's", 'a\\b', 'never\0'],
  from: 1,
  to: 9,
  statusClasses: [4, 5],
  operation: null,
  errors: [],
  limit: 20,
  before: { requestTime: 7, apiId: 'a', requestId: 'r' },
};

type Parts = {
  isSubscription: string;
  hasNoError: string;
  same: string;
  inBytes: (expression: string) => string;
};

/** What all say; in it stands what a dialect says in its own way. */
const text = ({ isSubscription, hasNoError, same, inBytes }: Parts) =>
  `, route
from (
  select measured.*, 0 as route, case when status < 200 then 1 when status < 300 then 2 when status < 400 then 3 when status < 500 then 4 else 5 end as status_class
  from (
        select logged.*, length(path) - length(replace(path, '/', '')) as slashes
        from access_log logged
        where api_id is not null and subscription_id is not null and request_time >= 1 and request_time < 9 and ${isSubscription} and ${hasNoError} and request_time <= 7 and (request_time < 7 or ${inBytes(
    'api_id',
  )} < ${inBytes("'a'")} or (${same} and ${inBytes('request_id')} < ${inBytes(
    "'r'",
  )}))
      ) measured
) routed
where 1 = 1 and status_class in (4, 5) and route in (0)
order by request_time desc, ${inBytes('api_id')} desc, ${inBytes(
    'request_id',
  )} desc
limit 21`;

const ansi = {
  isSubscription: "subscription_id in ('it''s', 'a\\b')",
  hasNoError: '1 = 0',
  same: "api_id = 'a'",
  inBytes: (expression: string) => expression,
};
const inBinary = (expression: string) => `cast(${expression} as binary)`;

const dialects: Array<[SqlDialect, Parts]> = [
  [sqliteDialect, ansi],
  [duckdbDialect, ansi],
  [trinoDialect, ansi],
  [
    postgresDialect,
    { ...ansi, inBytes: expression => `${expression} collate "C"` },
  ],
  [
    mysqlDialect,
    {
      isSubscription:
        "subscription_id in ('it''s', 'a\\\\b') and cast(subscription_id as binary) in (cast('it''s' as binary), cast('a\\\\b' as binary))",
      hasNoError: '1 = 0 and 1 = 0',
      same: "cast(api_id as binary) = cast('a' as binary)",
      inBytes: inBinary,
    },
  ],
];

describe('compileCallsQuery', () => {
  it.each(dialects.map(([dialect, parts]) => ({ dialect, parts })))(
    'says to $dialect.name what differs there, and else what it says to all',
    ({ dialect, parts }) => {
      const { sql } = compileCallsQuery(dialect, {
        log: 'access_log',
        routes: [],
        query,
      });
      expect(sql.slice(sql.indexOf(', route'))).toBe(text(parts));
    },
  );

  it.each<[string, Partial<CallQuery>]>([
    ['a limit above a page', { limit: 101 }],
    ['a limit below nothing', { limit: -1 }],
    ['text in place of a time', { from: '1 or 1=1' as unknown as number }],
    ['no time', { to: NaN }],
    [
      'a position with a character that no database takes',
      { before: { requestTime: 1, apiId: 'a\0', requestId: 'r' } },
    ],
  ])('refuses %s', (_, more) => {
    expect(() =>
      compileCallsQuery(sqliteDialect, {
        log: 'access_log',
        routes: [],
        query: { ...query, ...more },
      }),
    ).toThrow(/range of calls|calls are looked up|position/);
  });
});

import type { UsageRoute } from '@oaf/backstage-plugin-api-management-node';
import { TrinoSQL } from 'dt-sql-parser';
import { apisOf, inspectionOf, recordsOf, type LoggedApi } from './logSql';
import { oneQuery, severalQueries } from './usageQueries';

jest.setTimeout(60_000);

const HOUR = Date.UTC(2026, 10, 20, 9);
const table = { database: 'oaf_test', table: 'access_log' };
const wanted = { hours: [HOUR, HOUR + 3_600_000], until: HOUR };
const days = { first: HOUR, last: HOUR };
const problemsOf = (sql: string) => new TrinoSQL().validate(sql);

const apiOf = (id: string): LoggedApi => ({
  accountId: '111122223333',
  region: 'eu-west-1',
  apiId: id,
  stage: "it's live",
});

const routeOf = (id: string, count = 2): UsageRoute => ({
  ...apiOf(id),
  basePath: '/claims',
  gatewayApiId: `our-${id}`,
  operations: Array.from({ length: count }, (_, at) => ({
    method: at % 2 ? '*' : 'GET',
    path: `/a'${at}_%/{id}/{rest+}`,
  })),
});

const records = (apis?: LoggedApi[]) => recordsOf(table, { ...wanted, apis });
const ids = ['a', 'b', 'c', 'd', 'e'];

describe('the SQL for Athena', () => {
  it.each([
    ['of records', `select * from ${records([apiOf('a'), apiOf('b')])} r`],
    ['of what was delivered', inspectionOf(table, days)],
    ['of APIs', apisOf(table, wanted)],
    [
      'that counts',
      oneQuery(
        records,
        ids.map(id => routeOf(id)),
      )!.sql,
    ],
  ])('%s is Trino by its grammar', (_, sql) => {
    expect(problemsOf(sql)).toEqual([]);
    expect(problemsOf(`${sql} select`)).not.toEqual([]);
  });

  it('reads the folders of the days from the first hour on, and the times of the hours', () => {
    expect(records()).toContain(
      `from "oaf_test"."access_log" where day between '2026-11-20' and '2026-11-20'`,
    );
    expect(records()).toContain(
      `request_time between '${HOUR}' and '${HOUR + 2 * 3_600_000 - 1}'`,
    );
  });

  it.each(["x' or 1=1 --", 'x"; drop table y', "x\\' or '1'='1"])(
    'takes %s for a name',
    name => {
      const sql = `select * from ${recordsOf(
        { database: name, table: name },
        { ...wanted, apis: [apiOf(name)] },
      )} r`;
      expect(problemsOf(sql)).toEqual([]);
      expect(sql).toContain(`api_id = '${name.replaceAll("'", "''")}'`);
      expect(sql).toContain(`"${name.replaceAll('"', '""')}"`);
    },
  );

  it('is one query as long as it fits', () => {
    expect(oneQuery(records, [routeOf('a')])).toBeDefined();
    expect(oneQuery(records, [routeOf('a', 4000)])).toBeUndefined();
  });

  it('is several queries, each of which fits, that together know all APIs and operations', () => {
    const routes = ids.map(id => routeOf(id, 60));
    const leftOut = jest.fn();
    const queries = severalQueries(
      records,
      { apis: ids.map(apiOf), routes },
      leftOut,
      20_000,
    );
    expect(queries.length).toBeGreaterThan(1);
    for (const { sql } of queries) {
      expect(Buffer.byteLength(sql)).toBeLessThanOrEqual(20_000);
    }
    for (const id of ids) {
      const own = queries.filter(({ sql }) => sql.includes(`api_id = '${id}'`));
      expect(own).toHaveLength(1);
    }
    expect(leftOut).not.toHaveBeenCalled();
  });

  it('counts an API that has too many operations without them', () => {
    const leftOut = jest.fn();
    const [query] = severalQueries(
      records,
      { apis: [apiOf('a')], routes: [routeOf('a', 4000)] },
      leftOut,
    );
    expect(Buffer.byteLength(query.sql)).toBeLessThan(30_000);
    expect(leftOut).toHaveBeenCalledWith(apiOf('a'));
  });

  it('has nothing to ask where no API was called', () => {
    expect(
      severalQueries(records, { apis: [], routes: [routeOf('a')] }, jest.fn()),
    ).toEqual([]);
  });
});

import type { UsageRoute } from '@oaf/backstage-plugin-api-management-node';
import {
  compileUsageQuery,
  trinoDialect,
  type UsageQuery,
} from '@oaf/backstage-plugin-api-management-node/usageQuery';
import type { LoggedApi } from './logSql';

/** Of the text of a query: https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
export const MAX_QUERY_BYTES = 262_144;

/** The records of all APIs, or of some. */
export type RecordsOf = (apis?: LoggedApi[]) => string;

const keyOf = ({ accountId, region, apiId, stage }: LoggedApi) =>
  JSON.stringify([accountId, region, apiId, stage]);

const compile = (log: string, routes: UsageRoute[]) =>
  compileUsageQuery(trinoDialect, { log, routes });

const fits = ({ sql }: UsageQuery, limit: number) =>
  Buffer.byteLength(sql) <= limit;

/** One query for all; undefined when its text would be too long. */
export function oneQuery(
  recordsOf: RecordsOf,
  routes: UsageRoute[],
  limit = MAX_QUERY_BYTES,
): UsageQuery | undefined {
  const query = compile(recordsOf(), routes);
  return fits(query, limit) ? query : undefined;
}

/**
 * Queries that together count all calls of these APIs. One whose operations alone are too many for a query is counted without
 * them, which `onLeftOut` is told.
 */
export function severalQueries(
  recordsOf: RecordsOf,
  { apis, routes }: { apis: LoggedApi[]; routes: UsageRoute[] },
  onLeftOut: (api: LoggedApi) => void,
  limit = MAX_QUERY_BYTES,
): UsageQuery[] {
  if (apis.length === 0) {
    return [];
  }
  const keys = new Set(apis.map(keyOf));
  const own = routes.filter(route => keys.has(keyOf(route)));
  const query = compile(recordsOf(apis), own);
  if (fits(query, limit)) {
    return [query];
  }
  if (apis.length === 1) {
    onLeftOut(apis[0]);
    const bare = own.map(route => ({ ...route, operations: [] }));
    return [compile(recordsOf(apis), bare)];
  }
  const half = Math.ceil(apis.length / 2);
  return [apis.slice(0, half), apis.slice(half)].flatMap(some =>
    severalQueries(recordsOf, { apis: some, routes: own }, onLeftOut, limit),
  );
}

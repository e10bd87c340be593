import { InputError } from '@backstage/errors';
import { fromRow, typedColumns } from '@oaf/contract';
import type { CallPosition, CallQuery, LoggedCall } from '../LoggedCall';
import type { UsageRoute } from '../UsageRoute';
import { compileRoutes, type RouteMeaning } from './compileRoutes';
import type { UsageRow } from './compileUsageQuery';
import { measured, STATUS_CLASS } from './measured';
import type { SqlDialect } from './SqlDialect';

const MAX_CALLS = 100;

const COLUMNS = Object.keys(typedColumns()).join(', ');

/** @public */
export type CallsQuery = {
  sql: string;
  toCall(row: UsageRow): LoggedCall;
};

/**
 * The one query that looks up single calls: the newest ones that are wanted, and one more, which tells that there are more.
 *
 * @param options - `log`: what stands behind FROM, records that are each there once, with the contract's columns in snake
 * case
 * @throws InputError when the range or the limit is none
 *
 * @public
 */
export function compileCallsQuery(
  dialect: SqlDialect,
  {
    log,
    routes,
    query,
  }: { log: string; routes: UsageRoute[]; query: CallQuery },
): CallsQuery {
  requireCallBounds(query);
  const { sql: route, meanings } = compileRoutes(dialect, routes);
  const sql = `select ${COLUMNS}, route
from (
  select measured.*, ${route} as route, ${STATUS_CLASS} as status_class
  from ${measured(log, conditionsOf(dialect, query))}
) routed
where ${['1 = 1', ...meaningConditions(query, meanings)].join(' and ')}
order by request_time desc, ${dialect.inBytes(
    'api_id',
  )} desc, ${dialect.inBytes('request_id')} desc
limit ${query.limit + 1}`;
  return { sql, toCall: row => toCall(row, meanings) };
}

/**
 * Numbers stand in the query as they are.
 *
 * @throws InputError when the range or the limit is none
 *
 * @public
 */
export function requireCallBounds({ from, to, limit, before }: CallQuery) {
  const times = [from, to, ...(before ? [before.requestTime] : [])];
  if (!times.every(Number.isSafeInteger)) {
    throw new InputError('The range of calls is none');
  }
  if (before && `${before.apiId}${before.requestId}`.includes('\0')) {
    throw new InputError('No call is at that position');
  }
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_CALLS) {
    throw new InputError(`At most ${MAX_CALLS} calls are looked up at once`);
  }
}

function conditionsOf(dialect: SqlDialect, query: CallQuery): string[] {
  const texts = {
    subscription_id: query.subscriptionIds,
    product_id: query.productIds,
    request_id: query.requestId === undefined ? undefined : [query.requestId],
    error: query.errors,
  };
  return [
    'subscription_id is not null',
    `request_time >= ${query.from} and request_time < ${query.to}`,
    ...Object.entries(texts).flatMap(([column, values]) =>
      values ? [dialect.isOneOf(column, values)] : [],
    ),
    ...(query.before ? [isBefore(dialect, query.before)] : []),
  ];
}

/** Row values cannot be compared in every engine; the first condition is for an index. */
function isBefore(
  dialect: SqlDialect,
  { requestTime, apiId, requestId }: CallPosition,
): string {
  const isLess = (column: string, value: string) =>
    `${dialect.inBytes(column)} < ${dialect.inBytes(dialect.text(value))}`;
  return `request_time <= ${requestTime} and (request_time < ${requestTime} or ${isLess(
    'api_id',
    apiId,
  )} or (${dialect.same('api_id', apiId)} and ${isLess(
    'request_id',
    requestId,
  )}))`;
}

const isNumber = (column: string, numbers: number[]) =>
  numbers.length === 0
    ? '1 = 0'
    : `${column} in (${numbers.map(Number).join(', ')})`;

/** What only routes tell is found by their numbers. */
function meaningConditions(
  { statusClasses, gatewayApiId, operation }: CallQuery,
  meanings: RouteMeaning[],
): string[] {
  const asked = gatewayApiId !== undefined || operation !== undefined;
  const wanted = meanings.flatMap((meaning, number) =>
    (gatewayApiId === undefined || meaning.gatewayApiId === gatewayApiId) &&
    (operation === undefined || meaning.operation === operation)
      ? [number]
      : [],
  );
  return [
    ...(statusClasses ? [isNumber('status_class', statusClasses)] : []),
    ...(asked ? [isNumber('route', wanted)] : []),
  ];
}

function toCall(row: UsageRow, meanings: RouteMeaning[]): LoggedCall {
  return {
    ...(fromRow(row) as LoggedCall),
    ...meanings[Number(row.route)],
  };
}

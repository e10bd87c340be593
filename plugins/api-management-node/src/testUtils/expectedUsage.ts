import {
  countCalls,
  sketchLatencies,
  type AccessLogRecord,
} from '@oaf/contract';
import { groupBy } from '../usage/query/groupBy';
import type { UsageRecord } from '../usage/UsageEngine';
import type { UsageRoute } from '../usage/UsageRoute';

const HOUR_MS = 3_600_000;

type Called = Pick<UsageRecord, 'gatewayApiId' | 'operation'>;

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function toExpression(basePath: string, path: string): RegExp {
  const pattern = path
    .split(/(\{[^{}]*\})/)
    .map((part, index) => {
      if (index % 2 === 0) {
        return escape(part);
      }
      return part.endsWith('+}') ? '[^]+' : '[^/]+';
    })
    .join('');
  const whole = path === '/' && basePath ? '\\/?' : pattern;
  return new RegExp(`^${escape(basePath)}${whole}$`);
}

function isAt(record: AccessLogRecord, route: UsageRoute): boolean {
  return (
    route.accountId === record.accountId &&
    route.region === record.region &&
    route.apiId === record.apiId &&
    route.stage === record.stage &&
    (record.path === route.basePath ||
      record.path.startsWith(`${route.basePath}/`) ||
      route.basePath === '')
  );
}

/** What a call was, by the routes. @public */
export function expectedOperation(
  record: AccessLogRecord,
  routes: UsageRoute[],
): Called {
  const [route] = routes
    .filter(each => isAt(record, each))
    .sort((a, b) => b.basePath.length - a.basePath.length);
  const found = route?.operations.find(
    ({ method, path }) =>
      ['*', record.httpMethod].includes(method) &&
      toExpression(route.basePath, path).test(record.path),
  );
  return {
    gatewayApiId: route?.gatewayApiId ?? null,
    operation: found ? `${found.method} ${found.path}` : null,
  };
}

/**
 * What an engine must answer for these records, worked out without SQL.
 *
 * @public
 */
export function expectedUsage(
  records: AccessLogRecord[],
  routes: UsageRoute[],
): UsageRecord[] {
  const once = new Map(
    records.map(each => [JSON.stringify([each.apiId, each.requestId]), each]),
  );
  const counted = [...once.values()].filter(({ apiId }) => apiId !== null);
  const keyOf = (record: AccessLogRecord) => ({
    subscriptionId: record.subscriptionId,
    planId: record.planId,
    accountId: record.accountId,
    region: record.region,
    apiId: record.apiId!,
    stage: record.stage!,
    ...expectedOperation(record, routes),
    statusClass: Math.floor(record.status / 100),
    hour: record.requestTime - (record.requestTime % HOUR_MS),
  });
  const groups = groupBy(counted, record => JSON.stringify(keyOf(record)));
  return groups.map(group => ({
    ...keyOf(group[0]),
    meters: countCalls(group),
    latency: sketchLatencies(group.map(each => each.responseLatency)),
  }));
}

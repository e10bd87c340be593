import type { UsageRoute } from '../UsageRoute';
import { groupBy } from './groupBy';
import type { SqlDialect } from './SqlDialect';

/** What a call was, by the routes, and where it arrived; its record says that where no route matches. */
export type RouteMeaning = Partial<
  Pick<UsageRoute, 'accountId' | 'region' | 'apiId' | 'stage'>
> & {
  gatewayApiId: string | null;
  operation: string | null;
};

type Operation = UsageRoute['operations'][number];

/** The template's parts around its parameters, and whether the last parameter takes the rest of the path. */
function partsOf(path: string): { parts: string[]; isGreedy: boolean } {
  return {
    parts: path.split(/\{[^{}]*\}/),
    isGreedy: /\{[^{}]*\+\}$/.test(path),
  };
}

const countSlashes = (text: string) => text.split('/').length - 1;

/** With as many slashes as the template has, no parameter took one; so this is exact without regular expressions. */
function matchesTemplate(dialect: SqlDialect, template: string): string {
  const { parts, isGreedy } = partsOf(template);
  if (parts.length === 1) {
    return dialect.same('path', template);
  }
  const like = dialect.consistsOf('path', parts);
  const slashes = countSlashes(parts.join(''));
  if (!isGreedy) {
    return `slashes = ${slashes} and ${like}`;
  }
  // A parameter in front may have taken a slash only where the path has two in a row.
  return parts.length === 2
    ? like
    : `${like} and path = replace(path, '//', '/')`;
}

function matchesOperation(
  dialect: SqlDialect,
  basePath: string,
  { method, path }: Operation,
): string {
  const atRoot = path === '/' && basePath !== '';
  const conditions = [
    method === '*' ? [] : [dialect.same('http_method', method)],
    atRoot
      ? `(${dialect.same('path', basePath)} or ${dialect.same(
          'path',
          `${basePath}/`,
        )})`
      : matchesTemplate(dialect, `${basePath}${path}`),
  ];
  return conditions.flat().join(' and ');
}

/** Gives every meaning a number, in the order in which they are asked for. */
class Meanings {
  readonly all: RouteMeaning[] = [{ gatewayApiId: null, operation: null }];

  add(meaning: RouteMeaning): number {
    return this.all.push(meaning) - 1;
  }
}

type Case = { when: string; then: string };

const toCase = (cases: Case[], otherwise: string) =>
  cases.length === 0
    ? otherwise
    : [
        'case',
        ...cases.map(({ when, then }) => `when ${when} then ${then}`),
        `else ${otherwise} end`,
      ].join(' ');

function compileRoute(
  dialect: SqlDialect,
  route: UsageRoute,
  meanings: Meanings,
): Case {
  const { basePath, operations, ...meaning } = route;
  const cases = operations.map(operation => ({
    when: matchesOperation(dialect, basePath, operation),
    then: String(
      meanings.add({
        ...meaning,
        operation: `${operation.method} ${operation.path}`,
      }),
    ),
  }));
  const none = String(meanings.add({ ...meaning, operation: null }));
  return { when: isUnder(dialect, basePath), then: toCase(cases, none) };
}

function isUnder(dialect: SqlDialect, basePath: string): string {
  return basePath === ''
    ? '1 = 1'
    : `(${dialect.same('path', basePath)} or ${dialect.same(
        'path',
        `${basePath}/`,
      )} or ${dialect.consistsOf('path', [`${basePath}/`, ''])})`;
}

function compileApi(
  dialect: SqlDialect,
  routes: UsageRoute[],
  meanings: Meanings,
): Case {
  const [{ accountId, region, apiId, stage }] = routes;
  const longestFirst = [...routes].sort(
    (a, b) => b.basePath.length - a.basePath.length,
  );
  return {
    when: [
      dialect.same('api_id', apiId),
      dialect.same('stage', stage),
      dialect.same('account_id', accountId),
      dialect.same('region', region),
    ].join(' and '),
    then: toCase(
      longestFirst.map(route => compileRoute(dialect, route, meanings)),
      '0',
    ),
  };
}

const apiKey = ({ accountId, region, apiId, stage }: UsageRoute) =>
  JSON.stringify([accountId, region, apiId, stage]);

/**
 * An SQL expression that finds the number of a call's route and operation by `account_id`, `region`, `api_id`, `stage`,
 * `http_method`, `path` and `slashes`, the number of slashes in the path; and what each number means.
 *
 * @public
 */
export function compileRoutes(
  dialect: SqlDialect,
  routes: UsageRoute[],
): { sql: string; meanings: RouteMeaning[] } {
  const meanings = new Meanings();
  const cases = groupBy(routes, apiKey).map(ofApi =>
    compileApi(dialect, ofApi, meanings),
  );
  return { sql: toCase(cases, '0'), meanings: meanings.all };
}

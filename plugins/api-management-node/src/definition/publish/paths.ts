import { isGatewayExtension } from '../grammar/gatewayExtensions';
import { kindOf } from '../grammar/grammar';
import { pairOf, resolveAlias } from '../source/SourceNode';
import type { SourceMap, SourceNode, SourcePair } from '../source/SourceNode';
import { ANY_METHOD } from './anyMethod';
import type { Member } from './Publishing';

/** They say nothing of what can be called. */
const SURROUNDINGS = ['parameters', 'summary', 'description', 'servers'];

/** A variable of API Gateway that takes the rest of the path. */
const GREEDY = /\{([^{}+]+)\+\}/g;

/** The route of an HTTP API that takes what no other does. */
const DEFAULT_ROUTE = '/$default';

/** What a path becomes: nothing when it has no operation, and one that OpenAPI knows when it is greedy. */
export function pathMembers(
  { name, value }: SourcePair,
  paths: SourceMap,
): Member[] {
  if (isEmpty(value)) {
    return [];
  }
  const kind = kindOf('PathItem');
  const { path, variables } = callablePath(name);
  if (
    path === name ||
    pairOf(paths, path) ||
    isSpelledGreedy(value, variables)
  ) {
    return [{ name, value, kind }];
  }
  const undeclared = variables.filter(own => !isDeclared(value, own));
  return [
    { name: path, value, kind, ...(undeclared.length > 0 && { undeclared }) },
  ];
}

/** JSON of a parameter that takes a rest of the path. */
export function greedyParameter(name: string, ofSwagger2: boolean): string {
  const type = { type: 'string' };
  return JSON.stringify({
    name,
    in: 'path',
    required: true,
    description: 'The rest of the path, which may hold slashes.',
    ...(ofSwagger2 ? type : { schema: type }),
  });
}

function callablePath(name: string): { path: string; variables: string[] } {
  if (name === DEFAULT_ROUTE) {
    return { path: '/{proxy}', variables: ['proxy'] };
  }
  return {
    path: name.replace(GREEDY, '{$1}'),
    variables: [...name.matchAll(GREEDY)].map(([, variable]) => variable),
  };
}

function isEmpty(value: SourceNode): boolean {
  const item = resolveAlias(value);
  switch (item.type) {
    case 'map':
      return item.pairs.every(pair =>
        pair.merge ? isEmpty(pair.value) : saysNothing(pair),
      );
    case 'list':
      return item.items.every(isEmpty);
    default:
      return item.value === null;
  }
}

function saysNothing({ name }: SourcePair): boolean {
  return (
    SURROUNDINGS.includes(name) ||
    (name !== ANY_METHOD && isGatewayExtension(name))
  );
}

/** The parameter is declared with its plus sign too, so that the two fit each other as they are. */
function isSpelledGreedy(value: SourceNode, variables: string[]): boolean {
  return variables.some(
    variable =>
      declares(value, `${variable}+`) ||
      operationsOf(value).some(operation =>
        declares(operation, `${variable}+`),
      ),
  );
}

function isDeclared(value: SourceNode, variable: string): boolean {
  return (
    declares(value, variable) ||
    operationsOf(value).every(operation => declares(operation, variable))
  );
}

function operationsOf(value: SourceNode): SourceNode[] {
  const item = resolveAlias(value);
  return item.type === 'map'
    ? item.pairs
        .filter(
          ({ name }) =>
            name === ANY_METHOD ||
            kindOf('PathItem').field(name).name === 'Operation',
        )
        .map(pair => pair.value)
    : [];
}

function declares(owner: SourceNode, variable: string): boolean {
  const parameters = pairOf(owner, 'parameters');
  const list = parameters && resolveAlias(parameters.value);
  return (
    list?.type === 'list' &&
    list.items.some(parameter => {
      const name = pairOf(parameter, 'name');
      const named = name && resolveAlias(name.value);
      return named?.type === 'scalar' && named.value === variable;
    })
  );
}

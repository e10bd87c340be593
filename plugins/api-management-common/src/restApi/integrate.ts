import { InputError } from '@backstage/errors';
import {
  ANY_METHOD,
  isFields,
  operationsOf,
  resolveReference,
  type Fields,
  type Json,
  type OpenApi,
} from './OpenApi';

const INTEGRATION = 'x-amazon-apigateway-integration';

const titleOf = (method: string) =>
  method === ANY_METHOD ? 'ANY' : method.toUpperCase();

/**
 * Paths whose operations all lead somewhere: where they say themselves, otherwise to the same path under a base URL.
 *
 * @throws InputError when one says nothing and there is no base URL, or none that calls could be sent to
 */
export function integrate(
  openApi: OpenApi,
  baseUrl: string | undefined,
): Record<string, Fields> {
  const base = baseUrl?.trim() ? readBaseUrl(baseUrl.trim()) : undefined;
  return Object.fromEntries(
    Object.entries(openApi.paths).map(([path, item]) => {
      const operations = operationsOf(item).map(([method, operation]) => [
        method,
        isFields(operation[INTEGRATION])
          ? operation
          : proxied(openApi, { path, item, method, operation, base }),
      ]);
      return [path, { ...item, ...Object.fromEntries(operations) }];
    }),
  );
}

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url?.protocol === 'https:' &&
    !url.username &&
    !url.password &&
    !/[?#{}\s]/.test(text);
  if (!isPlain) {
    throw new InputError(
      `The base URL ${text} is no address to send calls to: it begins with https:// and has a host and a path, nothing else`,
    );
  }
  return text.replace(/\/+$/, '');
}

type Place = {
  path: string;
  item: Fields;
  method: string;
  operation: Fields;
  base: string | undefined;
};

function proxied(openApi: OpenApi, place: Place): Fields {
  const { path, method, operation, base } = place;
  if (base === undefined) {
    throw new InputError(
      `${titleOf(
        method,
      )} ${path} has no ${INTEGRATION}: give a base URL that its calls are sent to`,
    );
  }
  const names = [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => name);
  return {
    ...operation,
    parameters: [
      ...listOf(operation.parameters),
      ...undeclared(openApi, place, names),
    ],
    [INTEGRATION]: {
      type: 'http_proxy',
      httpMethod: titleOf(method),
      uri: `${base}${path.replaceAll('+}', '}')}`,
      passthroughBehavior: 'when_no_match',
      requestParameters: Object.fromEntries(
        names.map(name => [
          `integration.request.path.${name}`,
          `method.request.path.${name}`,
        ]),
      ),
    },
  };
}

/** API Gateway hands on only what an operation itself declares. */
function undeclared(
  { document, isVersion2 }: OpenApi,
  { item, operation }: Place,
  names: string[],
): Json[] {
  const read = (list: Json | undefined) =>
    listOf(list)
      .map(one =>
        isFields(one) && typeof one.$ref === 'string'
          ? resolveReference(document, one.$ref)
          : one,
      )
      .filter(isFields)
      .filter(one => one.in === 'path');
  const own = read(operation.parameters).map(({ name }) => name);
  const shared = read(item.parameters);
  const text = { type: 'string' };
  return names
    .filter(name => !own.includes(name))
    .map(
      name =>
        shared.find(one => one.name === name) ?? {
          name,
          in: 'path',
          required: true,
          ...(isVersion2 ? text : { schema: text }),
        },
    );
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

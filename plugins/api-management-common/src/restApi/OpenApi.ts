/** Anything that JSON has. */
export type Json = string | number | boolean | null | Json[] | Fields;

export type Fields = { [name: string]: Json };

export type OpenApi = {
  isVersion2: boolean;
  title: string;
  /** As it was written. */
  document: Fields;
  paths: Record<string, Fields>;
};

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html */
export const ANY_METHOD = 'x-amazon-apigateway-any-method';

/** Those that API Gateway has. */
const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  ANY_METHOD,
];

/** Of a path, with their methods. */
export const operationsOf = (item: Fields): Array<[string, Fields]> =>
  Object.entries(item).filter(
    (entry): entry is [string, Fields] =>
      METHODS.includes(entry[0]) && isFields(entry[1]),
  );

/** What a JSON pointer of the document (`#/…`) leads to. */
export function resolveReference(document: Fields, reference: string): unknown {
  return reference
    .split('/')
    .slice(1)
    .map(part =>
      decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'),
    )
    .reduce<unknown>(
      (value, part) => (value as Record<string, unknown> | undefined)?.[part],
      document,
    );
}

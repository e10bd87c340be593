import { kindOf } from '../grammar/grammar';
import type { SourceMap, SourceNode } from '../source/SourceNode';
import type { Member } from './Publishing';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html */
export const ANY_METHOD = 'x-amazon-apigateway-any-method';

/** What API Gateway takes for any method. */
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** The operation of any method, as one of each method that the path does not have besides. */
export function everyMethod(pathItem: SourceMap, value: SourceNode): Member[] {
  const declared = new Set(pathItem.pairs.map(({ name }) => name));
  const kind = kindOf('AnyOperation');
  return METHODS.filter(method => !declared.has(method)).map(method => ({
    name: method,
    value,
    kind,
    method,
  }));
}

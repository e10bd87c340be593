import { NotFoundError } from '@backstage/errors';
import type { RequestHandler } from 'express';
import { spec } from './openapi';

type Operations = Partial<Record<string, unknown>>;

class MethodNotAllowedError extends Error {
  override readonly name = 'MethodNotAllowedError';
  readonly statusCode = 405;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

function toPattern(template: string): RegExp {
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{[^}]+\}/g, '[^/]+')}/?$`);
}

function methodsOf(operations: Operations): string[] {
  const declared = METHODS.filter(method => method in operations);
  return declared
    .flatMap(method => (method === 'get' ? ['get', 'head'] : [method]))
    .map(method => method.toUpperCase());
}

const resources = Object.entries(spec.paths).map(([template, operations]) => ({
  pattern: toPattern(template),
  methods: methodsOf(operations),
}));

/**
 * What no route took is answered in words: a path that is not in `openapi.yaml`, and a method that its path does not have.
 * @throws NotFoundError, or an error of status 405 with `Allow` in the answer
 */
export const refuseUndeclared: RequestHandler = (request, response, next) => {
  const found = resources.filter(({ pattern }) => pattern.test(request.path));
  const methods = found.flatMap(resource => resource.methods);
  if (methods.includes(request.method) || request.method === 'OPTIONS') {
    next();
    return;
  }
  if (methods.length === 0) {
    throw new NotFoundError('There is nothing at this path');
  }
  const allowed = [...new Set(methods)].join(', ');
  response.setHeader('Allow', allowed);
  throw new MethodNotAllowedError(`Use ${allowed}`);
};

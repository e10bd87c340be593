import type { RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import { countValues } from './countValues';
import { dateFormats } from './dateFormats';
import { spec } from './openapi';

/**
 * More than any form has. A mistake costs the process some 50 µs to name, so that a body of a megabyte that is wrong
 * everywhere would keep all others waiting for many seconds.
 */
const MOST_VALUES = 1000;

const whenSmall =
  (validate: RequestHandler): RequestHandler =>
  (request, response, next) =>
    request.is('json') && countValues(request.body, MOST_VALUES) <= MOST_VALUES
      ? validate(request, response, next)
      : next();

/**
 * Refuses a body that does not match `openapi.yaml` and names everything that is wrong with it, so that a form can show
 * it at once. Larger bodies go on to the router's own validation, which stops at the first mistake.
 */
export function nameAllMistakes(): RequestHandler[] {
  return middleware({
    apiSpec: spec as never,
    formats: dateFormats,
    ignoreUndocumented: true,
    useRequestUrl: true,
    validateRequests: {
      allErrors: true,
      allowUnknownQueryParameters: false,
      coerceTypes: false,
    },
    validateResponses: false,
  }).map(whenSmall);
}

import { InputError } from '@backstage/errors';
import type { ErrorRequestHandler, Request, Router } from 'express';
import express from 'express';
import { middleware } from 'express-openapi-validator';
import { countValues } from './countValues';
import { dateFormats } from './dateFormats';
import { spec } from './openapi';

/**
 * More than any form has. A mistake costs the process some 50 µs to name, so that a body of a megabyte that is wrong
 * everywhere would keep all others waiting for many seconds.
 */
const MOST_VALUES = 1000;

function createMistakeFinder(): Router {
  return express.Router().use(
    middleware({
      apiSpec: spec as never,
      formats: dateFormats,
      ignoreUndocumented: true,
      useRequestUrl: true,
      validateApiSpec: false,
      validateRequests: {
        allErrors: true,
        allowUnknownQueryParameters: false,
        coerceTypes: false,
      },
      validateResponses: false,
    }),
  );
}

// Made at the first mistake: it takes the process 200 ms, and requests without a mistake need none.
let mistakeFinder: Router | undefined;

/** The validator notes here what it judges by; what was refused before has no body that could be judged. */
const wasJudged = (request: Request) => 'openapi' in request;

/**
 * Names everything that is wrong with a body which the router refused for its first mistake, so that a form can show it
 * at once. Of larger bodies the first mistake is told.
 */
export const nameAllMistakes: ErrorRequestHandler = (
  refusal,
  request,
  response,
  next,
) => {
  const isSmall =
    request.is('json') && countValues(request.body, MOST_VALUES) <= MOST_VALUES;
  if (!(refusal instanceof InputError) || !wasJudged(request) || !isSmall) {
    next(refusal);
    return;
  }
  mistakeFinder ??= createMistakeFinder();
  mistakeFinder(request, response, (mistakes?: unknown) =>
    next(
      mistakes instanceof Error ? new InputError(mistakes.message) : refusal,
    ),
  );
};

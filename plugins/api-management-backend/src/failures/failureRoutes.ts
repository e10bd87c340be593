import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ErrorRequestHandler } from 'express';
import { tellableError } from './tellableError';

/** The last of all routes: what they throw is answered with no more than may be told. */
export function tellFailures(logger: LoggerService): ErrorRequestHandler {
  return (error, _request, _response, next) =>
    next(tellableError(error, logger));
}

import { randomUUID } from 'node:crypto';
import {
  isDatabaseConflictError,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import {
  isDatabaseBusy,
  isDatabaseError,
} from '@oaf/backstage-plugin-api-management-node/database';

/** Made to be read by whoever asked. */
const TOLD = [
  'AuthenticationError',
  'ConflictError',
  'GatewayError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'NotImplementedError',
  'NotModifiedError',
  'ServiceUnavailableError',
];

/** Shut down, out of connections, or not to be reached: of PostgreSQL (classes 08, 53, 57), mysql2, Node and the pool. */
const AWAY_CODES =
  /^(08...|53...|57P..|PROTOCOL_CONNECTION_LOST|ER_CON_COUNT_ERROR|ECONN.*|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/**
 * What an error may tell outside. Whatever was not made to be read, SQL with its values above all, stays in the log,
 * under a reference that the answer names.
 */
export function tellableError(error: unknown, logger: LoggerService): Error {
  const database = causesOf(error).find(isDatabaseError);
  if (!database && isTold(error)) {
    return error;
  }
  const reference = randomUUID();
  logger.error(
    `Failure ${reference}: ${stringifyError(error)}`,
    error as Error,
  );
  const cause = database ?? error;
  if (isDatabaseConflictError(cause)) {
    return new ConflictError(
      'Somebody else wrote the same in this moment; reload and try again',
    );
  }
  return isAway(cause)
    ? new ServiceUnavailableError(
        `There is too much to do at this moment; try again in a few seconds (${reference})`,
      )
    : new Error(
        `Something went wrong here; the log of the backend says what, under ${reference}`,
      );
}

/** What is kept of a failure for people to read later on. */
export function failureText(error: unknown): string {
  if (causesOf(error).some(isDatabaseError)) {
    return 'The database failed; the log of the backend says how';
  }
  return error instanceof Error ? error.message : stringifyError(error);
}

function isTold(error: unknown): error is Error {
  if (!(error instanceof Error)) {
    return false;
  }
  const { statusCode, status } = error as {
    statusCode?: unknown;
    status?: unknown;
  };
  const code = Number(statusCode ?? status);
  return TOLD.includes(error.name) || (code >= 400 && code < 500);
}

function isAway(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return (
    isDatabaseBusy(error) ||
    name === 'KnexTimeoutError' ||
    AWAY_CODES.test(String(code))
  );
}

/** The error and what caused it, however deep. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  let next = error;
  while (next instanceof Error && !causes.includes(next)) {
    causes.push(next);
    next = next.cause;
  }
  return causes;
}

import { isError, ResponseError } from '@backstage/errors';
import { hasStatus } from './Deployments';

/** What the page of the task shows: what the backend said, and what to do when nobody is signed in any more. */
export function toSentence(error: unknown, page: string): Error {
  if (hasStatus(error, 401)) {
    return new Error(
      `Your sign-in has expired. What was begun goes on: see ${page}, or run the template again to follow it`,
      { cause: error },
    );
  }
  if (error instanceof ResponseError) {
    return new Error(String(error.cause?.message ?? error.message), {
      cause: error,
    });
  }
  return isError(error) ? (error as Error) : new Error(String(error));
}

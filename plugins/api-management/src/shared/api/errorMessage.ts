import { ResponseError } from '@backstage/errors';

/** The sentence of the backend, without the transport's words around it. */
export const errorMessage = (error: Error) =>
  error instanceof ResponseError ? error.cause.message : error.message;

/** HTTP status of an error: the backend's answer, or that of the sign-in whose session could not be renewed. */
export const errorStatus = (
  error: (Error & { status?: number }) | null | undefined,
) => (error instanceof ResponseError ? error.statusCode : error?.status);

/** Nobody is signed in any more: the backend says so, or the person closed the sign-in that Backstage offered. */
export const isSessionOver = (error: Error | null | undefined) =>
  errorStatus(error) === 401 || error?.name === 'RejectedError';

import { ResponseError } from '@backstage/errors';

/** The sentence of the backend, without the transport's words around it. */
export const errorMessage = (error: Error) =>
  error instanceof ResponseError ? error.cause.message : error.message;

/** HTTP status of an error of the backend. */
export const errorStatus = (error: Error | null | undefined) =>
  error instanceof ResponseError ? error.statusCode : undefined;

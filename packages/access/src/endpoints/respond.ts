import type { OAuthError } from '../OAuthError';
import type { AccessResponse } from '../request/AccessRequest';

interface ResponseOptions {
  status?: number;
  headers?: Record<string, string>;
}

/** A JSON answer that no cache keeps, unless the headers say otherwise. */
export function respond(
  body: unknown,
  { status = 200, headers }: ResponseOptions = {},
): AccessResponse {
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** An answer whose status says it all. */
export function respondEmpty({
  status = 200,
  headers,
}: ResponseOptions = {}): AccessResponse {
  return {
    status,
    headers: { 'Cache-Control': 'no-store', ...headers },
    body: '',
  };
}

/** RFC 6749 section 5.2. */
export function respondWithError(error: OAuthError): AccessResponse {
  return respond(
    { error: error.code, error_description: error.description },
    { status: error.status, headers: error.headers },
  );
}

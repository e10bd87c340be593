import type { OAuthError } from '../OAuthError';

/** A JSON answer that no cache keeps, unless the headers say otherwise. */
export function respond(
  body: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const headers = { 'Cache-Control': 'no-store', ...options.headers };
  return Response.json(body, { status: options.status, headers });
}

/** RFC 6749 section 5.2. */
export function respondWithError(error: OAuthError): Response {
  return respond(
    { error: error.code, error_description: error.description },
    { status: error.status, headers: error.headers },
  );
}

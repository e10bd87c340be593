import type { IncomingMessage } from 'node:http';
import type { CorsPolicy } from './config';

/** Fields in lower case. */
export type CorsFields = Record<string, string>;

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/** A browser's question whether a page may make a call; it carries no credentials (Fetch standard, CORS-preflight fetch). */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** Whether the page that asks may call. */
export function isAllowedOrigin(
  { allowedOrigins }: CorsPolicy,
  { headers: { origin } }: IncomingMessage,
): boolean {
  return (
    allowedOrigins.has('*') ||
    (origin !== undefined && allowedOrigins.has(origin))
  );
}

/** Caches must keep the answers to different origins apart, those to none too. */
function originFields(
  policy: CorsPolicy,
  request: IncomingMessage,
): CorsFields {
  if (policy.allowedOrigins.has('*')) {
    return { 'access-control-allow-origin': '*' };
  }
  return isAllowedOrigin(policy, request)
    ? {
        'access-control-allow-origin': request.headers.origin!,
        vary: 'Origin',
      }
    : { vary: 'Origin' };
}

/** What every answer carries, refusals too: without it a page is not even told the status. */
export function corsFields(
  policy: CorsPolicy,
  request: IncomingMessage,
): CorsFields {
  const fields = originFields(policy, request);
  return 'access-control-allow-origin' in fields
    ? {
        ...fields,
        'access-control-expose-headers': policy.exposedHeaders.join(', '),
      }
    : fields;
}

/** The answer to an allowed origin's preflight. */
export function preflightFields(
  policy: CorsPolicy,
  request: IncomingMessage,
): CorsFields {
  return {
    ...originFields(policy, request),
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': policy.allowedHeaders.join(', '),
    'access-control-max-age': String(policy.maxAgeSeconds),
  };
}

type AnswerHeaders = Record<string, string | string[]>;

/** The policy's word in the place of the upstream's: a field that came twice would allow nothing. */
export function replaceCorsFields(
  headers: AnswerHeaders,
  fields: CorsFields | undefined,
): AnswerHeaders {
  if (!fields) {
    return headers;
  }
  const kept = Object.entries(headers).filter(
    ([name]) => !name.startsWith('access-control-'),
  );
  const vary = [headers.vary ?? [], fields.vary ?? []].flat().join(', ');
  return { ...Object.fromEntries(kept), ...fields, ...(vary && { vary }) };
}

import type { AccessRequest, AccessResponse } from '../request/AccessRequest';
import { type EndpointEvent, isHttpEndpoint, readHeaders } from './events';

/** RFC 8414 section 3.1. */
const wellKnown = '/.well-known/oauth-authorization-server';

/** A stage's name stands before a well-known path where no custom domain takes it away. */
function withoutStage(path: string, issuer: string): string {
  const issuerPath = new URL(issuer).pathname.replace(/\/$/, '');
  const start = path.includes(wellKnown)
    ? path.indexOf(wellKnown)
    : path.indexOf(`${issuerPath}/`);
  return start < 0 ? path : path.slice(start);
}

function pathOf(event: EndpointEvent): { method: string; path: string } {
  return isHttpEndpoint(event)
    ? { method: event.requestContext.http.method, path: event.rawPath }
    : { method: event.httpMethod, path: event.requestContext.path };
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

function bodyOf({
  body,
  isBase64Encoded,
}: EndpointEvent): AccessRequest['body'] {
  if (!body) {
    return null;
  }
  return isBase64Encoded ? once(Buffer.from(body, 'base64')) : body;
}

export function toAccessRequest(
  event: EndpointEvent,
  issuer: string,
): AccessRequest {
  const { method, path } = pathOf(event);
  return {
    method,
    path: withoutStage(path, issuer),
    headers: readHeaders(event),
    body: bodyOf(event),
  };
}

/** The form that both kinds of API take. */
export function toProxyResult({ status, headers, body }: AccessResponse) {
  return { statusCode: status, headers, body };
}

import type { AccessRequest, AccessResponse } from '../request/AccessRequest';
import { type EndpointEvent, isHttpEndpoint, readHeaders } from './events';

/** RFC 8414 section 3.1. */
const wellKnown = '/.well-known/oauth-authorization-server';

/**
 * A stage's name stands first where no custom domain takes it away: at API Gateway's own address, also when a proxy with
 * the issuer's name calls it there. An issuer may have the stage's name in its own path.
 */
function withoutStage(path: string, stage: string, issuer: string): string {
  const issuerPath = new URL(issuer).pathname.replace(/\/$/, '');
  const isIssuers = issuerPath !== '' && path.startsWith(`${issuerPath}/`);
  const isMetadata = path.startsWith(`/${stage}${wellKnown}`);
  const hasStage = path.startsWith(`/${stage}/`);
  return isMetadata || (hasStage && !isIssuers)
    ? path.slice(stage.length + 1)
    : path;
}

function pathOf(event: EndpointEvent) {
  const { stage } = event.requestContext;
  return isHttpEndpoint(event)
    ? {
        method: event.requestContext.http.method,
        path: event.rawPath,
        stage,
      }
    : { method: event.httpMethod, path: event.requestContext.path, stage };
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
  const { method, path, stage } = pathOf(event);
  return {
    method,
    path: withoutStage(path, stage, issuer),
    headers: readHeaders(event),
    body: bodyOf(event),
  };
}

/** The form that both kinds of API take. */
export function toProxyResult({ status, headers, body }: AccessResponse) {
  return { statusCode: status, headers, body };
}

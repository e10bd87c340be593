import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
} from 'aws-lambda';
import type { AuthorizationRequest } from '../authorizer/Authorization';
import {
  type AuthorizerEvent,
  isHttpAuthorizer,
  readConnection,
  readHeaders,
} from './events';

/** The function was put in front of an API that its configuration does not name. */
export class UnknownApiError extends Error {
  readonly name = 'UnknownApiError';

  constructor(readonly api: string) {
    super(`OAF_RESOURCES has no invoke URL for ${api}`);
  }
}

interface Call {
  apiId: string;
  stage: string;
  method: string;
  /** As the caller wrote it, with stage or base path. */
  path: string;
}

function readRestCall(event: APIGatewayRequestAuthorizerEvent): Call {
  const { apiId, stage, path } = event.requestContext;
  return { apiId, stage, path, method: event.httpMethod };
}

function readHttpCall(event: APIGatewayRequestAuthorizerEventV2): Call {
  const { apiId, stage, http } = event.requestContext;
  return { apiId, stage, path: event.rawPath, method: http.method };
}

export function readCall(event: AuthorizerEvent): Call {
  return isHttpAuthorizer(event) ? readHttpCall(event) : readRestCall(event);
}

/**
 * The URL is the configured origin with the path that was called: a proof for another host, for example for the default
 * endpoint beside a custom domain, does not fit.
 * @throws UnknownApiError
 */
export function toAuthorizationRequest(
  event: AuthorizerEvent,
  resources: Record<string, string>,
): AuthorizationRequest {
  const { apiId, stage, method, path } = readCall(event);
  const resource = resources[`${apiId}/${stage}`];
  if (!resource) {
    throw new UnknownApiError(`${apiId}/${stage}`);
  }
  return {
    method,
    url: `${new URL(resource).origin}${path}`,
    headers: readHeaders(event),
    api: { apiId, stage, resource },
    ...readConnection(event),
  };
}

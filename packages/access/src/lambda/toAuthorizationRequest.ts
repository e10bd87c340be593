import type {
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
} from 'aws-lambda';
import type { AuthorizationRequest } from '../authorizer/Authorization';
import type { AuthorizerEnvironment } from './environment';
import {
  type AuthorizerEvent,
  isHttpAuthorizer,
  readConnection,
  readHeaders,
} from './events';
import { stageArn } from './policy';

/** The function was put in front of an API that its configuration does not name. */
export class UnknownApiError extends Error {
  readonly name = 'UnknownApiError';

  constructor(readonly api: string) {
    super(`Neither OAF_RESOURCES nor the table has an invoke URL for ${api}`);
  }
}

/** Who called wrote a path that is not the one of an API. */
export class AmbiguousPathError extends Error {
  readonly name = 'AmbiguousPathError';

  constructor() {
    super('The path is not one of an API');
  }
}

interface Call {
  /** Of the method that was called. */
  arn: string;
  apiId: string;
  stage: string;
  method: string;
  /** As the caller wrote it, with stage or base path. */
  path: string;
}

function readRestCall(event: APIGatewayRequestAuthorizerEvent): Call {
  const { apiId, stage, path } = event.requestContext;
  return {
    apiId,
    stage,
    path,
    method: event.httpMethod,
    arn: event.methodArn,
  };
}

function readHttpCall(event: APIGatewayRequestAuthorizerEventV2): Call {
  const { apiId, stage, http } = event.requestContext;
  return {
    apiId,
    stage,
    path: event.rawPath,
    method: http.method,
    arn: event.routeArn,
  };
}

export function readCall(event: AuthorizerEvent): Call {
  return isHttpAuthorizer(event) ? readHttpCall(event) : readRestCall(event);
}

type Doors = {
  environment: Pick<
    AuthorizerEnvironment,
    'issuer' | 'frontDoor' | 'resources'
  >;
  /** Invoke URLs of APIs that are offered in place, by the ARN of their stage. */
  findResource(stageArn: string): Promise<string | undefined>;
};

const DOT_SEGMENT = /^(\.|%2e){1,2}$/i;

/**
 * At the front door, an API is the first two segments after the issuer's own path.
 * @throws AmbiguousPathError for a path that means another one to whoever resolves `..`
 */
function resourceAtFrontDoor(issuer: string, path: string): string {
  const { pathname } = new URL(issuer);
  const base = pathname.replace(/\/$/, '');
  const segments = path.slice(base.length + 1).split('/');
  if (
    !path.startsWith(`${base}/`) ||
    segments.length < 2 ||
    segments.some(segment => DOT_SEGMENT.test(segment))
  ) {
    throw new AmbiguousPathError();
  }
  return [issuer, ...segments.slice(0, 2)].join('/');
}

async function resourceOf(
  { apiId, stage, path, arn }: Call,
  { environment, findResource }: Doors,
): Promise<string> {
  const { issuer, frontDoor, resources } = environment;
  const api = `${apiId}/${stage}`;
  const resource =
    api === frontDoor
      ? resourceAtFrontDoor(issuer, path)
      : resources[api] ?? (await findResource(stageArn(arn)));
  if (!resource) {
    throw new UnknownApiError(api);
  }
  return resource;
}

/**
 * The URL is the configured origin with the path that was called: a proof for another host, for example for the default
 * endpoint beside a custom domain, does not fit.
 * @throws UnknownApiError, AmbiguousPathError
 */
export async function toAuthorizationRequest(
  event: AuthorizerEvent,
  doors: Doors,
): Promise<AuthorizationRequest> {
  const call = readCall(event);
  const resource = await resourceOf(call, doors);
  return {
    method: call.method,
    url: `${new URL(resource).origin}${call.path}`,
    headers: readHeaders(event),
    resource,
    ...readConnection(event),
  };
}

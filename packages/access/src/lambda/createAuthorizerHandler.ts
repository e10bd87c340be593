import type { Authorization, Authorizer } from '../authorizer/Authorization';
import {
  allow,
  allowHttpApi,
  type JudgedCall,
  refuse,
  refuseHttpApi,
} from './authorizerResult';
import type { Quotas } from '../ports';
import type { AuthorizerEnvironment } from './environment';
import { type AuthorizerEvent, isHttpAuthorizer } from './events';
import { logError, logRefusal } from './log';
import { withinQuota } from './withinQuota';
import {
  AmbiguousPathError,
  readCall,
  toAuthorizationRequest,
} from './toAuthorizationRequest';

/** The authorizer over its ports. */
export interface OpenedAuthorizer {
  environment: Pick<
    AuthorizerEnvironment,
    'issuer' | 'frontDoor' | 'resources' | 'cacheSeconds'
  >;
  judge: Authorizer;
  /** Invoke URLs of APIs that are offered in place, by the ARN of their stage. */
  findResource(stageArn: string): Promise<string | undefined>;
  quotas: Quotas;
  /** Writes what waits in memory. */
  flush(): Promise<void>;
}

/** A cached answer would let calls pass whose proof nobody looked at. */
function requireUncached(
  authorization: Authorization,
  cacheSeconds: number,
): Authorization {
  if (cacheSeconds === 0 || !authorization.allow) {
    return authorization;
  }
  const { binding, grant, tokenId } = authorization;
  return binding === 'mtls'
    ? authorization
    : {
        allow: false,
        status: 401,
        error: 'invalid_token',
        description: 'This API takes certificate-bound access tokens only',
        wwwAuthenticate: null,
        grant,
        tokenId,
      };
}

/** API Gateway answers 401 to exactly this message, and 500 to any other. */
function unauthorized(): Error {
  return new Error('Unauthorized');
}

function toResult(
  authorization: Authorization,
  event: AuthorizerEvent,
  call: JudgedCall,
) {
  const isHttpApi = isHttpAuthorizer(event);
  if (authorization.allow) {
    return isHttpApi ? allowHttpApi(authorization) : allow(authorization, call);
  }
  const { error, description, tokenId, grant } = authorization;
  const { requestId } = event.requestContext;
  const clientId = grant?.clientId ?? null;
  logRefusal({ requestId, error, description, tokenId, clientId });
  if (authorization.status === 401) {
    throw unauthorized();
  }
  return isHttpApi ? refuseHttpApi(authorization) : refuse(authorization, call);
}

/** A path that the caller wrote ambiguously is refused as a call without a token is. */
async function readRequest(event: AuthorizerEvent, opened: OpenedAuthorizer) {
  try {
    return await toAuthorizationRequest(event, opened);
  } catch (error) {
    throw error instanceof AmbiguousPathError ? unauthorized() : error;
  }
}

async function authorize(opened: OpenedAuthorizer, event: AuthorizerEvent) {
  const { environment, judge, quotas, flush } = opened;
  const { cacheSeconds } = environment;
  const request = await readRequest(event, opened);
  const judged = requireUncached(await judge(request), cacheSeconds);
  const authorization = await withinQuota(judged, { quotas, cacheSeconds });
  await flush();
  const { method } = readCall(event);
  const methodArn = isHttpAuthorizer(event) ? event.routeArn : event.methodArn;
  return toResult(authorization, event, {
    methodArn,
    method,
    cacheSeconds,
  });
}

/** Opens the ports with the first event and keeps them; a failure to do so is tried again with the next. */
export function createAuthorizerHandler(open: () => Promise<OpenedAuthorizer>) {
  let opened: Promise<OpenedAuthorizer> | undefined;
  const openOnce = () => {
    opened ??= open().catch(error => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return async (event: AuthorizerEvent) => {
    try {
      return await authorize(await openOnce(), event);
    } catch (error) {
      if ((error as Error).message !== 'Unauthorized') {
        logError('A call was not judged', error);
      }
      throw error;
    }
  };
}

import type { IncomingMessage, RequestListener } from 'node:http';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  readRawHeaders,
  type AccessService,
  type Allowed,
  type Authorizer,
} from '@oaf/access';
import { isBillable } from '@oaf/contract';
import {
  ACCESS_SEGMENTS,
  type LocalApi,
  type LocalGatewayConfig,
} from '../config';
import type { CorsPolicy } from '../cors/config';
import { corsFields, isPreflight } from '../cors/corsFields';
import { createCorsPolicies } from '../cors/createCorsPolicies';
import type { PlanLimits } from '../limits/PlanLimits';
import { provenConnection } from '../tls/provenConnection';
import type { CountCall } from '../usage/createCallMetrics';
import type { DatabaseCallCounts } from '../usage/DatabaseCallCounts';
import type { DatabaseAccessLog } from '../usage/DatabaseAccessLog';
import { answerPreflight } from './answerPreflight';
import { answerProblem } from './answerProblem';
import { discardBody } from './discardBody';
import { requireKnownExpectation } from './expectation';
import type { Forwarder } from './Forwarder';
import { GatewayCall } from './GatewayCall';
import { GatewayProblem } from './GatewayProblem';
import { parseTarget, type Target } from './parseTarget';
import { requireUnambiguous } from './requireUnambiguous';
import { serveIssuer } from './serveIssuer';

/** What the gateway is made of. */
export interface GatewayParts {
  config: LocalGatewayConfig;
  issuer: AccessService;
  authorizer: Authorizer;
  limits: Pick<PlanLimits, 'admit'>;
  forwarder: Forwarder;
  accessLog: Pick<DatabaseAccessLog, 'open'>;
  counts: Pick<DatabaseCallCounts, 'add'>;
  countCall: CountCall;
  logger: LoggerService;
}

function findApi({ apis }: LocalGatewayConfig, { segment }: Target): LocalApi {
  const api = apis.find(({ name }) => name === segment);
  if (!api) {
    throw new GatewayProblem(404, 'unknown_api', {
      detail: 'There is no API at this path.',
    });
  }
  return api;
}

async function authorize(
  { authorizer, config }: GatewayParts,
  call: GatewayCall,
  api: LocalApi,
  target: Target,
): Promise<Allowed> {
  const answer = await authorizer({
    method: call.request.method ?? '',
    url: `${config.baseUrl}${target.path}`,
    headers: readRawHeaders(call.request.rawHeaders),
    ...provenConnection(call.request.socket),
    resource: api.invokeUrl,
  });
  if (answer.grant) {
    call.recognise(answer.grant, {
      tokenId: answer.tokenId,
      apiKeyCredentialId: answer.allow ? answer.apiKeyCredentialId : null,
      planId: answer.allow ? answer.plan.id : undefined,
    });
  }
  if (!answer.allow) {
    throw new GatewayProblem(answer.status, answer.error, {
      detail: answer.description,
      headers: answer.wwwAuthenticate
        ? { 'www-authenticate': answer.wwwAuthenticate }
        : {},
    });
  }
  return answer;
}

async function serveApi(
  parts: GatewayParts,
  call: GatewayCall,
  target: Target,
): Promise<void> {
  const api = findApi(parts.config, target);
  call.api = api;
  const { grant, plan } = await authorize(parts, call, api, target);
  call.reservation = await parts.limits.admit(
    { ...grant, planId: plan.id, limits: plan.limits },
    call,
  );
  try {
    await parts.forwarder.forward(call, api, grant, target);
  } finally {
    if (!isBillable(call.integration)) {
      call.reservation.release();
    }
  }
}

function requireNoTunnel({ method }: IncomingMessage) {
  if (method === 'CONNECT') {
    throw new GatewayProblem(501, 'not_implemented', {
      detail: 'This gateway opens no tunnels.',
      headers: { connection: 'close' },
    });
  }
}

async function serve(
  parts: GatewayParts,
  call: GatewayCall,
  policy: CorsPolicy | undefined,
): Promise<void> {
  requireNoTunnel(call.request);
  requireUnambiguous(call.request);
  requireKnownExpectation(call.request);
  const target = parseTarget(call.request.url ?? '');
  if (policy && isPreflight(call.request)) {
    call.api = parts.config.apis.find(({ name }) => name === target.segment);
    answerPreflight(call, policy);
  } else if (ACCESS_SEGMENTS.includes(target.segment)) {
    const { maxRequestBodyBytes, timeouts } = parts.config;
    await serveIssuer(parts.issuer, call, {
      path: target.path,
      limits: { maxRequestBodyBytes, idle: timeouts.requestIdle },
    });
  } else {
    await serveApi(parts, call, target);
  }
}

function toProblem(cause: unknown, logger: LoggerService): GatewayProblem {
  if (cause instanceof GatewayProblem) {
    if (cause.status >= 500) {
      logger.warn(`${cause.error}: ${cause.cause}`);
    }
    return cause;
  }
  logger.error('A call to the embedded gateway failed', cause as Error);
  return new GatewayProblem(500, 'internal_error', {
    detail: 'The gateway cannot answer this call.',
    cause,
  });
}

/** Serves calls and writes an access log record for each, also for those that were refused or broken off. */
export function createCallHandler(parts: GatewayParts): RequestListener {
  const findCorsPolicy = createCorsPolicies(parts.config);
  return async (request, response) => {
    const call = new GatewayCall(request, response);
    const policy = findCorsPolicy(request.url ?? '');
    call.cors = policy && corsFields(policy, request);
    const closed = new Promise(resolve => response.once('close', resolve));
    const log = parts.accessLog.open(call.requestTime);
    try {
      await serve(parts, call, policy);
    } catch (error) {
      answerProblem(call, toProblem(error, parts.logger));
    }
    await closed;
    if (call.api) {
      parts.counts.add(call.api.name, call.requestTime);
    }
    const record = call.toRecord();
    log.write(record);
    parts.countCall(record);
    call.reservation?.end();
    discardBody(request);
  };
}

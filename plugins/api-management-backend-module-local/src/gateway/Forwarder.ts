import type { Grant } from '@oaf/contract';
import { Agent, type Dispatcher } from 'undici';
import type { LocalApi, LocalGatewayConfig } from '../config';
import type { GatewayCall } from './GatewayCall';
import { GatewayProblem } from './GatewayProblem';
import { hasBody, toUpstreamHeaders } from './headers';
import { meterBody, tooLarge, type BodyLimits } from './meterBody';
import type { Target } from './parseTarget';
import { CallerLeft, relay } from './relay';

const TIMEOUT_CODES: readonly unknown[] = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'ETIMEDOUT',
];

function toUpstreamProblem(cause: unknown): GatewayProblem {
  return TIMEOUT_CODES.includes((cause as { code?: unknown })?.code)
    ? new GatewayProblem(504, 'upstream_timeout', {
        detail: 'The API did not answer in time.',
        cause,
      })
    : new GatewayProblem(502, 'upstream_unavailable', {
        detail: 'The API cannot be reached or broke the connection.',
        cause,
      });
}

/** What is no problem of the caller's own body is the upstream's. */
function toProblem(call: GatewayCall, cause: unknown): GatewayProblem {
  if (cause instanceof GatewayProblem) {
    return cause;
  }
  const problem = toUpstreamProblem(cause);
  call.upstreamFailed(problem.error);
  return problem;
}

/** What is the same for all calls to an API. */
interface Route {
  origin: string;
  /** Without a trailing slash; it always stays in front, as a target holds no dot segments. */
  basePath: string;
  host: string;
  proto: string;
}

function toRoute(api: LocalApi): Route {
  const { origin, pathname } = new URL(api.upstream);
  const { host, protocol } = new URL(api.invokeUrl);
  return {
    origin,
    basePath: pathname.replace(/\/$/, ''),
    host,
    proto: protocol.replace(':', ''),
  };
}

/** Forwards calls to upstreams and streams both ways over kept connections. */
export class Forwarder {
  readonly #agent: Agent;
  readonly #idleMs: number;
  readonly #bodyLimits: BodyLimits;
  readonly #routes: Map<LocalApi, Route>;

  constructor(config: LocalGatewayConfig) {
    const { connect, headers, idle, requestIdle } = config.timeouts;
    const { maxRequestBodyBytes, apis } = config;
    this.#agent = new Agent({
      connect: { timeout: connect },
      headersTimeout: headers,
      bodyTimeout: idle,
    });
    this.#idleMs = idle;
    this.#bodyLimits = { maxRequestBodyBytes, idle: requestIdle };
    this.#routes = new Map(apis.map(api => [api, toRoute(api)]));
  }

  /**
   * @throws GatewayProblem 408 or 413 when the caller's body is too slow or too large,
   * 502 or 504 when the upstream gave no answer, or broke one off. Nothing is thrown when the caller left.
   */
  async forward(
    call: GatewayCall,
    api: LocalApi,
    grant: Grant,
    target: Target,
  ): Promise<void> {
    const request = this.#toRequest(
      call,
      this.#routes.get(api)!,
      grant,
      target,
    );
    try {
      await relay(this.#agent, request, { call, idleMs: this.#idleMs });
    } catch (error) {
      if (!(error instanceof CallerLeft)) {
        throw toProblem(call, error);
      }
    }
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  #toRequest(
    call: GatewayCall,
    { origin, basePath, host, proto }: Route,
    { subscriptionId }: Grant,
    { rest, query }: Target,
  ): Dispatcher.DispatchOptions {
    const { request, sourceIp } = call;
    const said = { host, proto, sourceIp, subscriptionId };
    return {
      origin,
      path: `${`${basePath}${rest}` || '/'}${query}`,
      method: request.method as Dispatcher.HttpMethod,
      headers: toUpstreamHeaders(request, said),
      body: this.#bodyOf(call),
    };
  }

  #bodyOf(call: GatewayCall) {
    if (!hasBody(call.request)) {
      return null;
    }
    const { maxRequestBodyBytes } = this.#bodyLimits;
    const announced = Number(call.request.headers['content-length'] ?? 0);
    if (announced > maxRequestBodyBytes) {
      throw tooLarge(maxRequestBodyBytes);
    }
    return meterBody(call, this.#bodyLimits);
  }
}

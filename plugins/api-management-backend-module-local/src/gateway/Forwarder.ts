import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Grant } from '@oaf/contract';
import { Agent, type Dispatcher } from 'undici';
import type { LocalApi, LocalGatewayConfig } from '../config';
import { countBytes } from './countBytes';
import type { GatewayCall } from './GatewayCall';
import { GatewayProblem } from './GatewayProblem';
import { hasBody, toCallerHeaders, toUpstreamHeaders } from './headers';
import type { Target } from './parseTarget';

/** The base path always stays in front: `rest` holds no dot segments. */
function toUpstreamPath(basePath: string, { rest, query }: Target): string {
  const path = `${basePath.replace(/\/$/, '')}${rest}`;
  return `${path || '/'}${query}`;
}

const TIMEOUT_CODES: readonly unknown[] = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'ETIMEDOUT',
];

function toProblem(cause: unknown): GatewayProblem {
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

/** Forwards calls to upstreams and streams both ways over kept connections. */
export class Forwarder {
  readonly #agent: Agent;

  constructor({ connect, headers, idle }: LocalGatewayConfig['timeouts']) {
    this.#agent = new Agent({
      connect: { timeout: connect },
      headersTimeout: headers,
      bodyTimeout: idle,
    });
  }

  /**
   * @throws GatewayProblem 502 or 504 when the upstream gave no answer, or broke one off.
   * Nothing is thrown when the caller left.
   */
  async forward(
    call: GatewayCall,
    api: LocalApi,
    grant: Grant,
    target: Target,
  ): Promise<void> {
    const gone = new AbortController();
    call.response.once('close', () => gone.abort());
    try {
      const answer = await this.#request(call, api, grant, target, gone.signal);
      await this.#answer(call, answer);
    } catch (error) {
      // A response that was destroyed with this error was broken off by the upstream, not by its caller.
      if (!gone.signal.aborted || call.response.errored === error) {
        throw toProblem(error);
      }
    }
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  async #request(
    call: GatewayCall,
    api: LocalApi,
    { subscriptionId }: Grant,
    target: Target,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { request } = call;
    const { origin, pathname } = new URL(api.upstream);
    call.startForwarding();
    const answer = await this.#agent.request({
      origin,
      path: toUpstreamPath(pathname, target),
      method: request.method as Dispatcher.HttpMethod,
      headers: toUpstreamHeaders(request, api, subscriptionId),
      body: hasBody(request)
        ? Readable.from(
            countBytes(request, count => {
              call.requestLength += count;
            }),
            { objectMode: false },
          )
        : null,
      signal,
    });
    call.upstreamAnswered(answer.statusCode);
    return answer;
  }

  async #answer(call: GatewayCall, answer: Dispatcher.ResponseData) {
    const headers = toCallerHeaders(answer.headers);
    call.response.writeHead(answer.statusCode, headers);
    if (!headers['content-length']) {
      // An event stream may have nothing to say for a while; its caller wants to know that it is open.
      call.response.flushHeaders();
    }
    await pipeline(
      countBytes(answer.body, count => {
        call.responseLength += count;
      }),
      call.response,
    );
  }
}

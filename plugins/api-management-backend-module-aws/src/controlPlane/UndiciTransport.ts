import { EventEmitter } from 'node:events';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { onAbort } from '../abort/onAbort';
import { toPublicAnswer } from './toPublicAnswer';
import { RequestSigner } from './RequestSigner';
import type { Answer, SignedRequest, Transport } from './Transport';

/** More than the largest definition that API Gateway takes (6 MB), so that only what is absurd is cut off. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** To one host; there is one for each region. At 150 ms a request that is 2,500 requests a second. */
const CONNECTIONS = 384;

const HEADERS = {
  // Without it API Gateway answers lists in another form (HAL).
  accept: 'application/json',
  'user-agent': 'open-api-framework-backstage',
};

/** In milliseconds: to open a connection, until the headers of an answer, between two chunks of its body. */
export type Timeouts = { connect: number; headers: number; body: number };

const TIMEOUTS: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000 };

function createAgent({ connect, headers, body }: Timeouts): Dispatcher {
  const options = {
    connections: CONNECTIONS,
    connect: { timeout: connect },
    headersTimeout: headers,
    bodyTimeout: body,
    keepAliveTimeout: 30_000,
    maxResponseSize: MAX_RESPONSE_BYTES,
  };
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env;
  return HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy
    ? new EnvHttpProxyAgent(options)
    : new Agent(options);
}

/** Signs and sends over kept connections; a fifth of the CPU time that a client of the AWS SDK takes for the same. */
export class UndiciTransport implements Transport {
  readonly #signer = new RequestSigner();
  readonly #agent: Dispatcher;
  readonly #origins = new Map<string, URL>();
  readonly #endpoint: string | undefined;

  constructor(endpoint?: string, timeouts = TIMEOUTS) {
    this.#endpoint = endpoint;
    this.#agent = createAgent(timeouts);
  }

  async send(request: SignedRequest): Promise<Answer> {
    const abortion = new EventEmitter();
    const ignore = onAbort(request.signal, () => abortion.emit('abort'));
    try {
      return await this.#sendUntil(abortion, request);
    } catch (error) {
      request.signal.throwIfAborted();
      throw error;
    } finally {
      ignore();
    }
  }

  async close() {
    await this.#agent.close();
  }

  async #sendUntil(abortion: EventEmitter, request: SignedRequest) {
    const origin = this.#origin(request);
    const { statusCode, headers, body } = await this.#agent.request({
      origin,
      path: pathOf(request),
      method: 'GET',
      headers: this.#signer.sign(request, origin, HEADERS),
      signal: abortion,
    });
    return toPublicAnswer(
      { status: statusCode, headers, text: await body.text() },
      request.publish,
    );
  }

  #origin({ service, region, dnsSuffix }: SignedRequest): URL {
    const url = this.#endpoint ?? `https://${service}.${region}.${dnsSuffix}`;
    const origin = this.#origins.get(url) ?? new URL(url);
    this.#origins.set(url, origin);
    return origin;
  }
}

function pathOf({ path, query }: SignedRequest): string {
  const entries = Object.entries(query ?? {});
  return entries.length === 0
    ? path
    : `${path}?${entries
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&')}`;
}

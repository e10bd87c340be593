import { once } from 'node:events';
import {
  createServer as createHttpServer,
  ServerResponse,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocalGatewayConfig } from '../config';
import type { TlsFiles } from '../tls/config';
import { readSecureContext } from '../tls/readSecureContext';
import { reloadSecureContext } from '../tls/reloadSecureContext';

const LISTEN_KEY = 'apiManagement.gateways.local.listen';

/** Of the request line and all fields; API Gateway takes 10,240 bytes. */
const MAX_HEADER_BYTES = 16 * 1024;

function explain(
  error: NodeJS.ErrnoException,
  { host, port }: LocalGatewayConfig['listen'],
): Error {
  const remedies: Record<string, string> = {
    EADDRINUSE: `port ${port} is taken. Stop the process that uses it, or change ${LISTEN_KEY}.port`,
    EACCES: `this process may not use port ${port}. Change ${LISTEN_KEY}.port`,
    EADDRNOTAVAIL: `this machine has no address ${host}. Change ${LISTEN_KEY}.host`,
  };
  const reason = remedies[error.code ?? ''] ?? error.message;
  return new Error(
    `The embedded gateway cannot listen on ${host}:${port}: ${reason}`,
    { cause: error },
  );
}

function toServerOptions({ timeouts }: LocalGatewayConfig): ServerOptions {
  return {
    headersTimeout: timeouts.requestHeaders,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: Math.min(timeouts.requestHeaders, 1000),
    maxHeaderSize: MAX_HEADER_BYTES,
  };
}

/** The gateway's HTTP or HTTPS server. */
export class GatewayServer {
  readonly #handler: RequestListener;
  readonly #config: LocalGatewayConfig;
  readonly #logger: LoggerService;
  readonly #sockets = new Set<Socket>();
  readonly #running = new Set<ServerResponse>();
  #server: Server | undefined;
  #stopReloading = () => {};
  #isClosing = false;

  constructor(
    handler: RequestListener,
    config: LocalGatewayConfig,
    logger: LoggerService,
  ) {
    this.#handler = handler;
    this.#config = config;
    this.#logger = logger;
  }

  /** Whether it takes calls. */
  get isOpen(): boolean {
    return this.#server?.listening ?? false;
  }

  /** @throws Error that names the port or the file, and the configuration key to change */
  async open(): Promise<void> {
    const { listen, tls } = this.#config;
    const server = tls
      ? await this.#createHttpsServer(tls)
      : createHttpServer(toServerOptions(this.#config));
    this.#watch(server);
    const listening = once(server, 'listening');
    server.listen(listen.port, listen.host);
    try {
      await listening;
    } catch (error) {
      this.#stopReloading();
      throw explain(error as NodeJS.ErrnoException, listen);
    }
    this.#server = server;
  }

  /** Takes no more calls, lets running ones end within the drain time, then breaks off the rest. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) {
      return;
    }
    this.#stopReloading();
    this.#isClosing = true;
    this.#running.forEach(sayLast);
    const closed = once(server, 'close');
    server.close();
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const over = setTimeout(
      () => this.#sockets.forEach(socket => socket.destroy()),
      this.#config.timeouts.drain,
    );
    await closed;
    clearInterval(idle);
    clearTimeout(over);
  }

  async #createHttpsServer(files: TlsFiles) {
    const inUse = await readSecureContext(files);
    const server = createHttpsServer({
      ...toServerOptions(this.#config),
      ...inUse,
      handshakeTimeout: this.#config.timeouts.requestHeaders,
      requestCert: files.clientCaFile !== undefined,
      // The handler refuses a bad certificate with an answer that says what is wrong.
      rejectUnauthorized: false,
    });
    this.#stopReloading = reloadSecureContext(server, {
      files,
      inUse,
      logger: this.#logger,
    });
    return server;
  }

  #watch(server: Server) {
    const serve: RequestListener = (request, response) => {
      this.#running.add(response);
      response.once('close', () => this.#running.delete(response));
      if (this.#isClosing) {
        sayLast(response);
      }
      this.#handler(request, response);
    };
    server
      .on('request', serve)
      .on('checkContinue', serve)
      .on('checkExpectation', serve)
      .on('connect', (request, socket) =>
        serve(request, answerOn(request, socket)),
      )
      .on('connection', (socket: Socket) => {
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
      });
  }
}

/** The caller learns by `Connection: close` that the next call needs another connection. */
function sayLast(response: ServerResponse) {
  if (!response.headersSent) {
    response.shouldKeepAlive = false;
  }
}

/** Node hands the connection of a CONNECT over as it is; it gets one answer, and is closed. */
function answerOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Socket);
  response.once('finish', () => socket.end());
  socket.on('error', () => socket.destroy()).resume();
  return response;
}

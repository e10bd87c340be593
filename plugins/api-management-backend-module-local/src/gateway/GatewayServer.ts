import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { LocalGatewayConfig } from '../config';

const LISTEN_KEY = 'apiManagement.gateways.local.listen';

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

/** The gateway's HTTP server. */
export class GatewayServer {
  readonly #server: Server;
  readonly #listen: LocalGatewayConfig['listen'];
  readonly #drainMs: number;

  constructor(
    handler: RequestListener,
    { listen, timeouts }: LocalGatewayConfig,
  ) {
    this.#server = createServer(handler);
    this.#listen = listen;
    this.#drainMs = timeouts.drain;
  }

  /** @throws Error that names the port and the configuration key to change */
  async open(): Promise<void> {
    const listening = once(this.#server, 'listening');
    this.#server.listen(this.#listen.port, this.#listen.host);
    try {
      await listening;
    } catch (error) {
      throw explain(error as NodeJS.ErrnoException, this.#listen);
    }
  }

  /** Takes no more calls, lets running ones end within the drain time, then breaks off the rest. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    const idle = setInterval(() => this.#server.closeIdleConnections(), 50);
    const over = setTimeout(
      () => this.#server.closeAllConnections(),
      this.#drainMs,
    );
    await closed;
    clearInterval(idle);
    clearTimeout(over);
  }
}

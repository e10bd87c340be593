import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real API behind the gateway. */
export interface Upstream {
  /** Base URL with a path, without a trailing slash. */
  url: string;
  /** What arrived, in order. */
  received: { method: string; url: string; headers: IncomingHttpHeaders }[];
  /** Answers calls; replace it at will. */
  handler: RequestListener;
  close(): Promise<void>;
}

/** Starts an upstream under the base path `/base`; it answers `{"ok":true}` until told otherwise. */
export async function startUpstream(): Promise<Upstream> {
  const upstream: Upstream = {
    url: '',
    received: [],
    handler: (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"ok":true}');
    },
    close: async () => {},
  };
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    upstream.received.push({ method, url, headers });
    upstream.handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  upstream.url = `http://127.0.0.1:${port}/base`;
  upstream.close = async () => {
    server.closeAllConnections();
    if (server.listening) {
      server.close();
      await once(server, 'close');
    }
  };
  return upstream;
}

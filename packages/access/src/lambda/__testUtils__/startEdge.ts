import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where calls of the public origin go, by the first segment of their path. */
export interface Edge {
  origin: string;
  /** REST API by stage name. */
  apis: Record<string, string>;
  close(): Promise<void>;
}

/** The well-known path of the issuer belongs to the API that answers for it. */
function locate(edge: Edge, path: string): { apiId: string; path: string } {
  const wellKnown = '/.well-known/oauth-authorization-server';
  const stage = path.startsWith(wellKnown)
    ? path.slice(wellKnown.length + 1)
    : path.split('/')[1].split('?')[0];
  return {
    apiId: edge.apis[stage],
    path: path.startsWith(wellKnown) ? `/${stage}${path}` : path,
  };
}

/** The custom domain in front of the emulator's REST APIs, as it resolves no host names. */
export async function startEdge(emulatorEndpoint: string): Promise<Edge> {
  const { port } = new URL(emulatorEndpoint);
  const server: Server = createServer();
  const edge: Edge = {
    origin: '',
    apis: {},
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('request', (message, response) => {
    const { apiId, path } = locate(edge, message.url!);
    const forwarded = send(
      {
        host: '127.0.0.1',
        port,
        path,
        method: message.method,
        headers: {
          ...message.headers,
          host: `${apiId}.execute-api.localhost:${port}`,
        },
      },
      answer => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      },
    );
    message.pipe(forwarded);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  edge.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return edge;
}

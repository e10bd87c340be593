import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { callApi } from './callApi';
import { createCertificate } from './createCertificate';

/** A custom domain over TLS: emulators resolve no host names and have no certificates. */
export interface Edge {
  /** `localhost:<port>` */
  domainName: string;
  /** PEM, for those who shall trust it. */
  certificate: string;
  /** The REST API's id and stage, once it is there. */
  answersFor?: { apiId: string; stage: string };
  close(): Promise<void>;
}

/** @param endpoint - the emulator's */
export async function startEdge(endpoint: string): Promise<Edge> {
  const { cert, key } = await createCertificate(['localhost']);
  const server = createServer({ cert, key });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const edge: Edge = {
    domainName: `localhost:${(server.address() as AddressInfo).port}`,
    certificate: cert,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('request', (message, response) => {
    const { apiId, stage } = edge.answersFor!;
    const path = `/${stage}${message.url}`;
    callApi(endpoint, { apiId, path }, message, response);
  });
  return edge;
}

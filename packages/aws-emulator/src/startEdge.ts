import { randomUUID, webcrypto } from 'node:crypto';
import { request as send } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto as Crypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 60 * 60 * 1000;

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

async function createCertificate() {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    // Of its own, so that one program can trust several.
    name: `CN=localhost,OU=${randomUUID()}`,
    notBefore: new Date(Date.now() - HOUR_MS),
    notAfter: new Date(Date.now() + HOUR_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    cert: certificate.toString('pem'),
    key: PemConverter.encode(key, 'PRIVATE KEY'),
  };
}

function forward(server: Server, edge: Edge, endpoint: string) {
  const { port } = new URL(endpoint);
  server.on('request', (message, response) => {
    const { apiId, stage } = edge.answersFor!;
    const forwarded = send(
      {
        host: '127.0.0.1',
        port,
        path: `/${stage}${message.url}`,
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
}

/** @param endpoint - the emulator's */
export async function startEdge(endpoint: string): Promise<Edge> {
  const { cert, key } = await createCertificate();
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
  forward(server, edge, endpoint);
  return edge;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callApi } from './callApi';
import { createCertificate } from './createCertificate';

/** What the emulator's APIs reach by name: APIs of its own, and one site of somebody else. */
export interface Web {
  /** With these variables the emulator reaches it, and trusts it. */
  environment: Record<string, string>;
  /** The emulator, once it is there: whose APIs are found by `<id>.execute-api.…`. */
  emulator?: { endpoint: string };
  /** What the site was asked: `GET /loans`. */
  calls: string[];
  close(): Promise<void>;
}

const API = /^(\w+)[.]execute-api[.]/;

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** The site answers what it was asked. */
function answer(web: Web, message: IncomingMessage, response: ServerResponse) {
  web.calls.push(`${message.method} ${message.url}`);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ path: message.url }));
}

/**
 * Starts a proxy for `https:` that answers for all names itself, as emulators resolve none.
 *
 * @param names - for which it has a certificate; may begin with `*.`
 */
export async function startWeb(names: string[]): Promise<Web> {
  const { cert, key } = await createCertificate(names);
  const sites = createTlsServer({ cert, key });
  const sitesPort = await listen(sites);
  const proxy = createServer().on('connect', (_, client, head) => {
    const site = connect(sitesPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      site.write(head);
      client.pipe(site).pipe(client);
    });
    const end = () => [client, site].forEach(socket => socket.destroy());
    client.on('error', end);
    site.on('error', end);
  });
  const proxyPort = await listen(proxy);
  const folder = await mkdtemp(join(tmpdir(), 'web-'));
  const SSL_CERT_FILE = join(folder, 'certificate.pem');
  await writeFile(SSL_CERT_FILE, cert);
  const web: Web = {
    environment: {
      https_proxy: `http://127.0.0.1:${proxyPort}`,
      no_proxy: 'localhost,127.0.0.1',
      SSL_CERT_FILE,
    },
    calls: [],
    close: async () => {
      for (const server of [proxy, sites]) {
        server.closeAllConnections();
        server.close();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  sites.on('request', (message, response) => {
    const [, apiId] = API.exec(message.headers.host ?? '') ?? [];
    if (apiId) {
      const { endpoint } = web.emulator!;
      callApi(endpoint, { apiId, path: message.url! }, message, response);
    } else {
      answer(web, message, response);
    }
  });
  return web;
}

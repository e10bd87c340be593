import { readRawHeaders, type AccessService } from '@oaf/access';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Host {
  server: Server;
  origin: string;
}

/** A server on a free port of the loopback interface. */
export async function listen(): Promise<Host> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}` };
}

/** By events: going through a message with `for await` takes longer than a signature. */
function readAll(message: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    message.setEncoding('utf8');
    message.on('data', (chunk: string) => {
      text += chunk;
    });
    message.on('end', () => resolve(text));
    message.on('error', reject);
  });
}

/** Serves the endpoints, as a host does. */
export function serve(service: AccessService): RequestListener {
  return async (message, response) => {
    const { status, headers, body } = await service({
      method: message.method!,
      path: message.url!,
      headers: readRawHeaders(message.rawHeaders),
      body: await readAll(message),
    });
    const length = Buffer.byteLength(body);
    response.writeHead(status, { ...headers, 'Content-Length': length });
    response.end(body);
  };
}

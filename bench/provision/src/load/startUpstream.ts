import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const document = {
  openapi: '3.0.3',
  info: { title: 'Clock', version: '1.0' },
  paths: {
    '/time': { get: { responses: { 200: { description: 'The time' } } } },
  },
};

/** An API behind the embedded gateway: its document in a folder, and something that answers. */
export async function startUpstream(folder: string) {
  const definition = join(folder, 'clock.json');
  await writeFile(definition, JSON.stringify(document));
  const server = createServer((_, response) => response.end('now'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    api: { name: 'clock', definition, upstream: `http://127.0.0.1:${port}` },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

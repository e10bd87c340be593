import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { ConfigReader } from '@backstage/config';
import express from 'express';
import { createRouter } from '../../router';
import type { Assembled } from './assemble';

/** The capabilities over HTTP. */
export async function serve({ capabilities, logger }: Assembled) {
  const app = express();
  app.use(await createRouter(capabilities, logger));
  const config = new ConfigReader({});
  app.use(MiddlewareFactory.create({ config, logger }).error());
  const server = createServer(app);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

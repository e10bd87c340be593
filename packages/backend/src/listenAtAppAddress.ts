import { createServer, type RequestListener } from 'node:http';
import type {
  LifecycleService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { endConnections } from './endConnections';

/**
 * Answers at `app.baseUrl` as well, where a development server would otherwise: for `npm start`, which shows built pages
 * until somebody works on them.
 */
export function listenAtAppAddress(
  app: RequestListener,
  config: RootConfigService,
  lifecycle: LifecycleService,
) {
  const { port } = new URL(config.getString('app.baseUrl'));
  const host = config.getOptionalString('backend.listen.host');
  const server = createServer(app).listen(Number(port), host);
  endConnections(server, lifecycle);
  lifecycle.addShutdownHook(
    () => new Promise<void>(resolve => server.close(() => resolve())),
  );
  return server;
}

import type { Server } from 'node:http';
import type { LifecycleService } from '@backstage/backend-plugin-api';

/** Less than the ten seconds after which Docker kills what it stops. */
const DRAIN_MS = 5_000;

/**
 * Breaks off the requests that still run a while after the backend was told to end. Backstage waits for all of them,
 * and a long poll of its event bus takes a minute: longer than whoever stops containers waits before it kills them.
 */
export function endConnections(
  server: Server,
  lifecycle: LifecycleService,
  drainMs = DRAIN_MS,
) {
  lifecycle.addShutdownHook(() => {
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
  });
}

import type { Connection } from './connection';
import { createAccessService } from './createAccessService';
import type { AccessEndpointsOptions } from './endpoints/Endpoint';

/** A fetch-style handler. The host says of the connection what it has verified. */
export type FetchHandler = (
  request: Request,
  connection?: Connection,
) => Promise<Response>;

/**
 * {@link createAccessService} for hosts that speak fetch.
 * @throws TypeError when the options contradict each other
 */
export function createAccessEndpoints(
  options: AccessEndpointsOptions,
): FetchHandler {
  const service = createAccessService(options);
  return async (request, connection) => {
    const { method, headers, body: stream } = request;
    const path = new URL(request.url).pathname;
    const { body, ...answer } = await service(
      { method, path, headers, body: stream },
      connection,
    );
    return new Response(body || null, answer);
  };
}

import { createLogger } from '@stoplight/prism-core';
import { createServer } from '@stoplight/prism-http-server';
import { ListenAddress } from '../config';
import { PortInUseError } from '../errors';
import { RunningServer } from '../listen';
import { readOperations } from './readOperations';
import { sampleApis } from './sampleApis';

/**
 * Serves the sample APIs from their documents: requests are validated, answers are the documents' examples.
 *
 * @throws PortInUseError when another process has the port.
 */
export async function startUpstreams(
  address: ListenAddress,
): Promise<RunningServer> {
  const operations = (await Promise.all(sampleApis.map(readOperations))).flat();
  const server = createServer(operations, {
    components: { logger: createLogger('upstreams', { enabled: false }) },
    cors: false,
    config: {
      isProxy: false,
      upstreamProxy: undefined,
      mock: { dynamic: false },
      validateRequest: true,
      validateResponse: true,
      // The gateway in front checks credentials; none reach the upstream.
      checkSecurity: false,
      errors: false,
    },
  });
  const url = await server
    .listen(address.port, address.host)
    .catch((reason: string) => fail(reason, address));
  return { port: Number(new URL(url).port), close: () => server.close() };
}

// Prism rejects with the message of the error, so the code has to be found in the text.
function fail(reason: string, { port, configKey }: ListenAddress): never {
  throw reason.includes('EADDRINUSE')
    ? new PortInUseError(port, configKey)
    : new Error(reason);
}

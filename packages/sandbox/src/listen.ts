import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { ListenAddress } from './config';
import { PortInUseError } from './errors';

/** A server that accepts connections. */
export interface RunningServer {
  /** The port it listens on, also when port 0 was asked for. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens, then asks for the request handler, which may depend on the port.
 *
 * @throws PortInUseError when another process has the port.
 */
export async function listen(
  address: ListenAddress,
  createHandler: (port: number) => RequestListener | Promise<RequestListener>,
): Promise<RunningServer> {
  const server = createServer();
  await bind(server, address);
  const { port } = server.address() as AddressInfo;
  server.on('request', await createHandler(port));
  return { port, close: () => close(server) };
}

async function bind(server: Server, address: ListenAddress) {
  server.listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw isAddressInUse(error)
      ? new PortInUseError(address.port, address.configKey)
      : error;
  }
}

function isAddressInUse(error: unknown) {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

async function close(server: Server) {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Sockets of the loopback interface, connected to the server. */
export async function connectLoopback(
  origin: string,
  connections: number,
): Promise<Socket[]> {
  const { hostname, port } = new URL(origin);
  const sockets = Array.from({ length: connections }, () =>
    connect({ host: hostname, port: Number(port), noDelay: true }),
  );
  await Promise.all(sockets.map(socket => once(socket, 'connect')));
  return sockets;
}

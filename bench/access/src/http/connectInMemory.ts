import type { Server } from 'node:http';
import { duplexPair, type Duplex } from 'node:stream';

function connect(server: Server): Duplex {
  const [ours, theirs] = duplexPair();
  server.emit('connection', theirs);
  return ours;
}

/** Connections to the server that the kernel has no part in: the same bytes, by way of memory. */
export function connectInMemory(server: Server, connections: number): Duplex[] {
  return Array.from({ length: connections }, () => connect(server));
}

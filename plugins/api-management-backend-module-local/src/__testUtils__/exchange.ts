import { connect } from 'node:net';

/** Sends bytes as they are and answers what came back until the server hung up. */
export async function exchange(
  baseUrl: string,
  bytes: string,
): Promise<string> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

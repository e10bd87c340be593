import type { Duplex } from 'node:stream';

/** An HTTP/1.1 request, ready to be written. */
export function serializeRequest(
  url: string,
  headers: Record<string, string>,
  body: string,
): Buffer {
  const { host, pathname } = new URL(url);
  const lines = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const statusLine = /HTTP\/1\.1 (\d{3}) /g;

/** Sends one request after the other and fails with the first answer that is not 200. */
function sendInTurn(socket: Duplex, requests: Buffer[]): Promise<void> {
  let next = 0;
  return new Promise((resolve, reject) => {
    const send = () => {
      if (next === requests.length) {
        resolve();
      } else {
        socket.write(requests[next]);
        next += 1;
      }
    };
    socket.on('error', reject);
    socket.on('data', chunk => {
      for (const [, status] of chunk.toString('latin1').matchAll(statusLine)) {
        if (status !== '200') {
          reject(new Error(`Answer ${next} is ${chunk.toString('latin1')}`));
          return;
        }
        send();
      }
    });
    send();
  });
}

/** Sends over open connections that are kept alive; the work is the sending alone, so that the client costs little. */
export function sendOver(
  sockets: Duplex[],
  requests: Buffer[],
): () => Promise<void> {
  return async () => {
    await Promise.all(
      sockets.map((socket, index) =>
        sendInTurn(
          socket,
          requests.filter((_, at) => at % sockets.length === index),
        ),
      ),
    );
    sockets.forEach(socket => socket.destroy());
  };
}

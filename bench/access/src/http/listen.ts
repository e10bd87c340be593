import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a free port of the loopback interface. */
export async function listen(): Promise<{ server: Server; origin: string }> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}` };
}

/** Serves a fetch-style handler, as a host does. */
export function serveFetch(
  handler: (request: Request) => Promise<Response>,
  origin: string,
): RequestListener {
  return async (message, response) => {
    const chunks = await message.toArray();
    const answer = await handler(
      new Request(`${origin}${message.url}`, {
        method: message.method,
        headers: message.headers as Record<string, string>,
        body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
}

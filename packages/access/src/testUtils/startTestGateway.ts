import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Grant } from '@oaf/contract';
import { createTestDoor, type TestDoor } from './createTestDoor';

/** A TestDoor behind a real HTTP server; calls it lets pass are answered with `{ clientId, method, path }`. */
export interface TestGateway extends TestDoor {
  close(): Promise<void>;
}

async function readAll(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks = await message.toArray();
  return chunks.length > 0 ? Buffer.concat(chunks) : undefined;
}

async function send(answer: Response, response: ServerResponse) {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function callApi(door: TestDoor, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [{ resource }] = door.grant.apis;
  const authorization = await door.authorize({
    method: request.method,
    url: `${door.baseUrl}${pathname}`,
    headers: request.headers,
    resource,
  });
  if (authorization.allow) {
    const { clientId } = authorization;
    return Response.json({ clientId, method: request.method, path: pathname });
  }
  const { status, error, description, wwwAuthenticate } = authorization;
  const headers = new Headers(
    wwwAuthenticate ? { 'WWW-Authenticate': wwwAuthenticate } : {},
  );
  return Response.json({ error, description }, { status, headers });
}

async function toRequest(baseUrl: string, message: IncomingMessage) {
  return new Request(new URL(message.url!, baseUrl), {
    method: message.method,
    headers: message.headers as Record<string, string>,
    body: (await readAll(message)) as BodyInit | undefined,
  });
}

function answerCall(door: TestDoor, request: Request): Promise<Response> {
  return request.url.startsWith(`${door.baseUrl}/accounts`)
    ? callApi(door, request)
    : door.handle(request);
}

/** @param overrides - of the grant */
export async function startTestGateway(
  overrides: Partial<Grant> = {},
): Promise<TestGateway> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const door = await createTestDoor(`http://localhost:${port}`, overrides);
  server.on('request', async (message, response) => {
    const request = await toRequest(door.baseUrl, message);
    await send(await answerCall(door, request), response);
  });
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(door, { close });
}

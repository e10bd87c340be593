import {
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

/**
 * Passes a call on to a REST API in the emulator.
 *
 * @param endpoint - the emulator's
 * @param path - begins with the stage
 */
export function callApi(
  endpoint: string,
  { apiId, path }: { apiId: string; path: string },
  message: IncomingMessage,
  response: ServerResponse,
) {
  const { port } = new URL(endpoint);
  const host = `${apiId}.execute-api.localhost:${port}`;
  const call = send(
    {
      host: '127.0.0.1',
      port,
      path,
      method: message.method,
      headers: { ...message.headers, host },
    },
    answer => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    },
  );
  call.on('error', () => response.writeHead(502).end());
  message.pipe(call);
}

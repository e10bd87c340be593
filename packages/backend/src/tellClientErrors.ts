import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Node's own handler looks for the answer that is on its way in the same place. */
type AnsweredSocket = Socket & { _httpMessage?: ServerResponse | null };

const statuses: Partial<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

const messages: Partial<Record<number, string>> = {
  408: 'The request did not arrive in time',
  431: 'The address and the fields of a request may have 16 KiB together; ask for less at once',
};

function toAnswer(code = ''): string {
  const status = statuses[code] ?? 400;
  const message = messages[status] ?? 'The request is not valid HTTP';
  const body = JSON.stringify({
    error: { name: 'InputError', message },
    response: { statusCode: status },
  });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** What Node refuses before any route sees it, an oversized query above all, is answered with a body as all else is. */
export function tellClientErrors(server: Pick<Server, 'on'>): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const { writable, _httpMessage: running } = socket as AnsweredSocket;
    if (error.code === 'ECONNRESET' || !writable || running?.headersSent) {
      socket.destroy();
    } else {
      socket.end(toAnswer(error.code));
    }
  });
}

import type { IncomingMessage } from 'node:http';
import { GatewayProblem } from './GatewayProblem';

/** Of these a request has one, or two readers could understand two requests (RFC 9112 sections 3.2 and 6.3). */
const SINGLE: ReadonlySet<string> = new Set([
  'authorization',
  'content-length',
  'content-type',
  'dpop',
  'host',
  'transfer-encoding',
  'x-api-key',
]);

function refuse(status: number, error: string, detail: string) {
  return new GatewayProblem(status, error, {
    detail,
    headers: { connection: 'close' },
  });
}

function findRepeated(rawHeaders: string[]): string | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    if (seen.has(name)) {
      return name;
    }
    if (SINGLE.has(name)) {
      seen.add(name);
    }
  }
  return undefined;
}

/**
 * Refuses what Node's parser lets pass although two servers in a row may read it in two ways, which is how requests are
 * smuggled. The parser itself refuses both lengths at once, two lengths, and malformed chunks.
 * @throws GatewayProblem 400 or 501
 */
export function requireUnambiguous({
  rawHeaders,
  headers,
  httpVersion,
}: IncomingMessage): void {
  const repeated = findRepeated(rawHeaders);
  if (repeated) {
    throw refuse(400, 'invalid_request', `The field ${repeated} came twice.`);
  }
  const coding = headers['transfer-encoding'];
  if (coding === undefined) {
    return;
  }
  if (httpVersion === '1.0') {
    throw refuse(400, 'invalid_request', 'HTTP/1.0 has no transfer codings.');
  }
  if (coding.toLowerCase() !== 'chunked') {
    throw refuse(
      501,
      'not_implemented',
      'The only transfer coding is chunked.',
    );
  }
}

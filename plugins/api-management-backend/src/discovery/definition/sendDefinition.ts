import type { ServerResponse } from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdDecompress } from 'node:zlib';
import type { StoredDefinition } from '../GatewayApiStore';

/** What turns the stored text into an encoding, dearest last. */
const encodings: Record<string, () => Transform[]> = {
  zstd: () => [],
  gzip: () => [createZstdDecompress(), createGzip({ level: 1 })],
  identity: () => [createZstdDecompress()],
};

/**
 * Answers a definition as it is stored when the caller takes that encoding, else piece by piece as another; 304 when the
 * caller has it. Plain text, so that no browser takes what a document says for a page.
 */
export async function sendDefinition(
  request: {
    fresh: boolean;
    acceptsEncodings(names: string[]): string | false;
  },
  response: ServerResponse,
  { hash, zstd }: StoredDefinition,
): Promise<void> {
  response.setHeader('ETag', `W/"${hash}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.appendHeader('Vary', 'Accept-Encoding');
  if (request.fresh) {
    response.writeHead(304).end();
    return;
  }
  const encoding =
    request.acceptsEncodings(Object.keys(encodings)) || 'identity';
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (encoding !== 'identity') {
    response.setHeader('Content-Encoding', encoding);
  }
  await pipeline([Readable.from([zstd]), ...encodings[encoding](), response]);
}

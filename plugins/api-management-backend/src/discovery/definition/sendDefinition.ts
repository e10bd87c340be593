import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, createZstdDecompress } from 'node:zlib';
import type { Request, Response } from 'express';
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
  request: Pick<Request<any, any, any, any>, 'acceptsEncodings' | 'fresh'>,
  response: Response<any>,
  { hash, zstd }: StoredDefinition,
): Promise<void> {
  response.set({
    etag: `W/"${hash}"`,
    'cache-control': 'private, no-cache',
    vary: 'Accept-Encoding',
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const encoding =
    request.acceptsEncodings(Object.keys(encodings)) || 'identity';
  response.type('text/plain');
  if (encoding !== 'identity') {
    response.set('content-encoding', encoding);
  }
  await pipeline([Readable.from([zstd]), ...encodings[encoding](), response]);
}

import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const nowhere = () =>
  new Writable({ write: (_chunk, _encoding, done) => done() });

/** DuckDB takes a compressed file that was cut for one that ends there. */
export async function isWhole(
  path: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere(), {
      signal,
    });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) {
      return false;
    }
    throw error;
  }
}

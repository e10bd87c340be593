import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Level 1 makes a definition a sixth; higher levels gain little. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Compresses beside the main thread, so that much is written fast and the database stays small. */
export function compressText(text: string): Promise<Buffer> {
  return compress(text, options);
}

export async function decompressText(compressed: Buffer): Promise<string> {
  return (await decompress(compressed)).toString();
}

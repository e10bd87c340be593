// @ts-check
const { createHash } = require('node:crypto');
const {
  constants,
  zstdCompressSync,
  zstdDecompressSync,
} = require('node:zlib');
const { settleReferences } = require('./settleReferences');
const { listOperations } = require('./listOperations');
const { parseDefinition } = require('./parseDefinition');

/** As definitions are compressed elsewhere. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Reads a definition once, for what must be known of it before it is kept. With `packed` the answer has the text as it is
 * stored, its size, and the hash of what was exported, so that the main thread need not look at it.
 *
 * @param {{ text?: string, zstd?: Uint8Array, format: string, outlined: boolean, packed: boolean }} input
 */
function examineDefinition({ format, outlined, packed, ...exported }) {
  const text = exported.text ?? unpack(exported.zstd);
  const settled = settleReferences(text, parseDefinition(text));
  const operations = outlined ? listOperations(settled.document) : undefined;
  return {
    references: settled.references,
    ...(packed && pack(format, text, settled.text)),
    ...(settled.references.length > 0 && { text: settled.text }),
    ...(operations && {
      operationCount: operations.length,
      outline: zstdCompressSync(JSON.stringify(operations)),
    }),
  };
}

/**
 * PostgreSQL takes no NUL in text, and no document needs one.
 *
 * @param {Uint8Array} zstd
 */
function unpack(zstd) {
  return zstdDecompressSync(zstd).toString().replaceAll('\0', '');
}

/** @param {string} format @param {string} exported @param {string} settled */
function pack(format, exported, settled) {
  const bytes = Buffer.from(settled);
  return {
    hash: createHash('sha256').update(format).update(exported).digest('hex'),
    bytes: bytes.length,
    zstd: zstdCompressSync(bytes, LEVEL),
  };
}

module.exports = { examineDefinition };

// @ts-check
const { zstdDecompressSync } = require('node:zlib');
const { parseDefinition } = require('./parseDefinition');

/** Whoever reads one operation of a definition reads others of it next. @type {{ hash?: string, document?: any }} */
let last = {};

/**
 * The document of a stored definition.
 *
 * @param {{ hash: string, zstd: Uint8Array }} definition
 */
function openDefinition({ hash, zstd }) {
  if (last.hash !== hash) {
    last = {};
    const document = parseDefinition(zstdDecompressSync(zstd).toString());
    last = { hash, document };
  }
  return last.document;
}

module.exports = { openDefinition };

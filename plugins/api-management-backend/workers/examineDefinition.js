// @ts-check
const { zstdCompressSync } = require('node:zlib');
const { settleReferences } = require('./settleReferences');
const { listOperations } = require('./listOperations');
const { parseDefinition } = require('./parseDefinition');

/**
 * Reads a definition once, for what must be known of it before it is kept.
 *
 * @param {{ text: string, outlined: boolean }} input
 */
function examineDefinition({ text, outlined }) {
  const settled = settleReferences(text, parseDefinition(text));
  const operations = outlined ? listOperations(settled.document) : undefined;
  return {
    references: settled.references,
    ...(settled.references.length > 0 && { text: settled.text }),
    ...(operations && {
      operationCount: operations.length,
      outline: zstdCompressSync(JSON.stringify(operations)),
    }),
  };
}

module.exports = { examineDefinition };

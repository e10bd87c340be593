// @ts-check
const { isObject } = require('./listOperations');
const { parseDefinition } = require('./parseDefinition');

/** So many are named; the rest is counted by whoever reads them. */
const MAX_REFERENCES = 100;

/** What a reference is called that leads out of the document. */
const CUT = 'x-outside-reference';

/** A member called `$ref` whose value is no reference within the document, as JSON or YAML spell it. */
const OUTWARD = /(["']?)\$ref\1(\s*:\s*)(?!["']?#)/g;

/**
 * Takes the meaning from references that lead out of the document, so that no browser follows them, and names them. The
 * rest of the text stays as it is.
 *
 * @param {string} text
 * @param {any} document - What the text says.
 */
function settleReferences(text, document) {
  const references = outwardReferences(document);
  if (references.length === 0) {
    return { text, document, references };
  }
  const settled = text.replace(OUTWARD, (_, quote, colon) =>
    [quote, CUT, quote, colon].join(''),
  );
  const after = parseDefinition(settled);
  const [rest] = outwardReferences(after);
  if (rest !== undefined) {
    throw new Error(
      `its reference to ${rest} leads out of the document and is spelled so that it cannot be cut; write it as $ref: "${rest}"`,
    );
  }
  return { text: settled, document: after, references };
}

/** Where `$ref` members lead that do not stay in the document, each once. @param {any} document @returns {string[]} */
function outwardReferences(document) {
  const found = new Set();
  const walked = new WeakSet();
  const waiting = [document];
  while (waiting.length > 0 && found.size < MAX_REFERENCES) {
    const value = waiting.pop();
    if (!isObject(value) || walked.has(value)) {
      continue;
    }
    walked.add(value);
    for (const [name, member] of Object.entries(value).reverse()) {
      if (name === '$ref' && leadsOut(member)) {
        found.add(member);
      } else {
        waiting.push(member);
      }
    }
  }
  return [...found];
}

/** @param {unknown} reference */
function leadsOut(reference) {
  return typeof reference === 'string' && !reference.startsWith('#');
}

module.exports = { settleReferences };

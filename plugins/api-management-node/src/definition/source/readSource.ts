import { lineOf } from './lineOf';
import { readJson } from './readJson';
import { readYaml } from './readYaml';
import type { Source, SourceNode } from './SourceNode';

/** Nobody nests deeper by hand, and whoever reads a document recurses. */
const MAX_DEPTH = 500;

/** Most documents in braces are JSON; the others are YAML in flow style. */
function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) {
    return false;
  }
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function requireShallow(node: SourceNode, depth = 0) {
  if (depth > MAX_DEPTH) {
    throw new SyntaxError(`It is nested deeper than ${MAX_DEPTH} levels.`);
  }
  if (node.type === 'list') {
    node.items.forEach(item => requireShallow(item, depth + 1));
  } else if (node.type === 'map') {
    node.pairs.forEach(({ value }) => requireShallow(value, depth + 1));
  }
}

/** Which of two a reader takes differs. */
function requireUniqueKeys(text: string, node: SourceNode) {
  if (node.type === 'list') {
    node.items.forEach(item => requireUniqueKeys(text, item));
  } else if (node.type === 'map') {
    const names = new Set<string>();
    for (const { name, merge, start, value } of node.pairs) {
      if (names.has(name)) {
        throw new SyntaxError(
          `Line ${lineOf(text, start)} has the key ${JSON.stringify(
            merge ? '<<' : name,
          )} a second time in the same object. Remove one of the two.`,
        );
      }
      names.add(name);
      requireUniqueKeys(text, value);
    }
  }
}

function read(text: string): Source {
  const source = isJson(text) ? readJson(text) : readYaml(text);
  requireShallow(source.root);
  requireUniqueKeys(text, source.root);
  return source;
}

/**
 * Reads JSON or YAML 1.2.
 *
 * @throws SyntaxError whose message says what is wrong in which line
 */
export function readSource(text: string): Source {
  try {
    return read(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw error instanceof RangeError
      ? new SyntaxError('It is nested too deeply.')
      : error;
  }
}

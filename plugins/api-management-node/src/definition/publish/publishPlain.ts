import { createScanner } from 'jsonc-parser';
import type { PublicServer } from './Publishing';

/** What may need more than another address: extensions, greedy paths, and keys that escapes may hide. */
const SUSPECT = /"x-|"server"|\+\}|\$default|\\u00/i;

const ADDRESS = '"servers"';

/** What makes a path one that can be called. */
const OPERATIONS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  '$ref',
];

type Plain = {
  openapi?: unknown;
  servers?: unknown;
  info?: { title?: string; description?: string; version?: string };
  paths?: Record<string, object>;
};

function parsePlain(text: string): Plain | undefined {
  if (SUSPECT.test(text) || !text.startsWith('{')) {
    return undefined;
  }
  try {
    const document: Plain = JSON.parse(text);
    return document.openapi && isPlain(text, document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the only servers are the document's own, so that the place where the word stands is theirs. */
function isPlain(text: string, document: Plain): boolean {
  const { info, paths } = document;
  return (
    text.split(ADDRESS).length === 2 &&
    Array.isArray(document.servers) &&
    !('host' in document) &&
    typeof info?.version === 'string' &&
    Object.values(paths ?? {}).every(path =>
      OPERATIONS.some(operation => operation in path),
    )
  );
}

/** Where the list after the word ends. */
function endOfAddress(text: string, start: number): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(start + ADDRESS.length);
  let depth = 0;
  let token: string;
  do {
    scanner.scan();
    token = text[scanner.getTokenOffset()];
    depth += token === '[' ? 1 : 0;
    depth -= token === ']' ? 1 : 0;
  } while (depth > 0 || token === ':');
  return scanner.getTokenOffset() + scanner.getTokenLength();
}

/**
 * Publishes JSON in which nothing but the address is to be changed, in a tenth of the time; undefined when there may be
 * more. Most of what gateways export is of this kind, and sweeps read thousands.
 */
export function publishPlain(text: string, server: PublicServer | undefined) {
  const document = parsePlain(text);
  if (!document) {
    return undefined;
  }
  const start = text.indexOf(ADDRESS);
  const servers = JSON.stringify(server ? [server] : []);
  const { title, description, version } = document.info!;
  return {
    text: `${text.slice(0, start)}${ADDRESS}: ${servers}${text.slice(
      endOfAddress(text, start),
    )}`,
    info: { title, description, version },
  };
}

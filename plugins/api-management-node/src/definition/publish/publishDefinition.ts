import { editPairs } from '../edits/editPairs';
import { Lines } from '../edits/Lines';
import { TextEdits } from '../edits/TextEdits';
import { kindOf } from '../grammar/grammar';
import type { Kind } from '../grammar/grammar';
import { readSource } from '../source/readSource';
import { pairOf, resolveAlias, textOf } from '../source/SourceNode';
import type {
  Source,
  SourceMap,
  SourceNode,
  SourceScalar,
} from '../source/SourceNode';
import { concealing } from './conceal';
import { cutComments } from './cutComments';
import { PrivateWords } from './PrivateWords';
import { publishPlain } from './publishPlain';
import { publicPairs } from './publicPairs';
import type { PublicServer, PublishedPair, Publishing } from './Publishing';
import { requireRoom, writeLine, writeMember, writeOut } from './writeOut';

/** An OpenAPI document as consumers may see it. @public */
export type PublishedDefinition = {
  text: string;
  /** What the document says of itself; a version that is a number has the digits that are written. */
  info: { title?: string; description?: string; version?: string };
};

/** @public */
export type PublishOptions = {
  /** Where the API is called, the only address that the document names; without one it names none. */
  server?: PublicServer;
  /** Where the API runs; wherever the document tells it, it tells the server's address instead. */
  upstream?: string;
};

/**
 * Goes up when the same document is published otherwise, so that what was published before is not taken for current: part
 * of fingerprints.
 *
 * @public
 */
export const PUBLISHING_VERSION = 1;

type Edited = Publishing & { edits: TextEdits; lines: Lines };

/** What aliases may stand for: in any document, and in addition for each of its characters. */
const ROOM = { any: 100 * 1024, perCharacter: 10 };

/**
 * Cuts what is private out of an OpenAPI document and leaves the rest as its author wrote it: digits, quotes, order and
 * comments. Private are servers at every level and the extensions by which gateways are told of what is behind an API.
 * Aliases and merge keys of YAML are written out, a greedy path gets a name that OpenAPI knows, an operation of any method
 * becomes one of each method, and a path without operations is left out.
 *
 * Takes a few seconds for 10 MB, hence is for a worker thread.
 *
 * @param text - JSON or YAML, OpenAPI 2.0 to 3.2
 * @throws SyntaxError whose message is for the document's author
 * @public
 */
export function publishDefinition(
  text: string,
  options: PublishOptions = {},
): PublishedDefinition {
  const plain = options.upstream
    ? undefined
    : publishPlain(text, options.server);
  return plain ?? publishEdited(text, options);
}

function publishEdited(
  text: string,
  options: PublishOptions,
): PublishedDefinition {
  const source = readSource(text);
  requireOpenApi(source);
  const edited = begin(source, options);
  editMap(source.root, kindOf('Document'), edited);
  cutComments(edited);
  return { text: edited.edits.apply(), info: infoOf(edited) };
}

function requireOpenApi({ root }: Source) {
  if (!pairOf(root, 'openapi') && !pairOf(root, 'swagger')) {
    throw new SyntaxError('it has neither an "openapi" nor a "swagger" member');
  }
}

function begin(source: Source, { server, upstream }: PublishOptions): Edited {
  const { text, comments } = source;
  return {
    source,
    server,
    conceal: concealing(upstream, server?.url),
    room: ROOM.any + ROOM.perCharacter * text.length,
    members: new Map(),
    written: new Map(),
    privateWords: new PrivateWords(server?.url),
    edits: new TextEdits(text),
    lines: new Lines(text, comments),
  };
}

function editNode(node: SourceNode, kind: Kind, edited: Edited) {
  switch (node.type) {
    case 'alias':
      edited.edits.replace(
        node.start,
        node.end,
        spend(writeOut(node, kind, edited), edited),
      );
      break;
    case 'list':
      node.items.forEach(item => editNode(item, kind, edited));
      break;
    case 'map':
      editMap(node, kind, edited);
      break;
    default:
      editScalar(node, edited);
  }
}

/** Takes a text off what aliases may stand for. */
function spend(text: string, edited: Edited): string {
  requireRoom(text, edited);
  edited.room -= text.length;
  return text;
}

function editMap(map: SourceMap, kind: Kind, edited: Edited) {
  const pairs = publicPairs(map, kind, edited);
  const write = map.flow ? writeMember : writeLine;
  const pairEdits = pairs.map(published => editPair(published, write, edited));
  editPairs(map, pairEdits, edited);
}

function editPair(
  { pair, members }: PublishedPair,
  write: typeof writeMember,
  edited: Edited,
) {
  const [first, ...others] = members;
  const stays =
    first?.value === pair.value &&
    !(first.written || first.method || first.undeclared);
  if (stays) {
    editKey(
      pair.key,
      first.name === pair.name ? undefined : first.name,
      edited,
    );
    editNode(pair.value, first.kind, edited);
  }
  const written = (stays ? others : members).map(member =>
    write(member, edited),
  );
  if (pair.merge) {
    written.forEach(text => spend(text, edited));
  }
  const isPrivate = first?.value === pair.value && first.written !== undefined;
  return { stays, isPrivate, written };
}

function editKey(key: SourceNode, renamed: string | undefined, edited: Edited) {
  if (renamed !== undefined) {
    edited.edits.replace(key.start, key.end, JSON.stringify(renamed));
  } else {
    editNode(key, kindOf('Data'), edited);
  }
}

/** Only what tells of the upstream changes. In double quotes, escapes may hide it. */
function editScalar({ value, start, end }: SourceScalar, edited: Edited) {
  const { conceal, edits, source } = edited;
  if (typeof value === 'string' && conceal(value) !== value) {
    const written = source.text.slice(start, end);
    const text = written.startsWith('"')
      ? JSON.stringify(conceal(value))
      : conceal(written);
    edits.replace(start, end, text);
  }
}

function infoOf({ source, conceal }: Publishing): PublishedDefinition['info'] {
  const info = pairOf(source.root, 'info');
  const read = (name: string) => {
    const pair = info && pairOf(resolveAlias(info.value), name);
    const text = pair && textOf(source.text, pair.value);
    return text === undefined ? undefined : conceal(text);
  };
  return {
    title: read('title'),
    description: read('description'),
    version: read('version'),
  };
}

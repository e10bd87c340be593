import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { CST, Document, Node, Pair, Scalar } from 'yaml';
import { lineOf } from './lineOf';
import type {
  Source,
  SourceAlias,
  SourceMap,
  SourceNode,
  SourcePair,
  SourceRange,
  SourceScalar,
} from './SourceNode';

/** The lexer says by it that the next lexeme is a scalar, which may look like anything. */
const SCALAR = '\u001f';

/** The other lexemes that stand for no characters. */
const MARKS = ['\u0002', '\u0018', '\uFEFF'];

/** What stands before a key on its line and belongs to it: `?`, an anchor, a tag. */
const BEFORE_KEY = /(?:\?[ \t]+)?(?:[&!]\S*[ \t]+)*$/;

/** A document may be one line; anchors and tags are short. */
const LOOK_BACK = 200;

type Parsed = { document: Document.Parsed; comments: SourceRange[] };

function* tokensOf(text: string, comments: SourceRange[]): Iterable<CST.Token> {
  const parser = new Parser();
  let offset = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const end = offset + lexeme.length;
    if (scalar) {
      scalar = false;
      offset = end;
    } else if (lexeme === SCALAR) {
      scalar = true;
    } else if (!MARKS.includes(lexeme)) {
      if (lexeme.startsWith('#')) {
        comments.push({ start: offset, end });
      }
      offset = end;
    }
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function parseYaml(text: string): Parsed {
  const comments: SourceRange[] = [];
  const composer = new Composer({ uniqueKeys: false });
  const documents = [
    ...composer.compose(tokensOf(text, comments), true, text.length),
  ];
  const [document, another] = documents;
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    const line = lineOf(text, error.pos[0]);
    throw new SyntaxError(`Line ${line} is no YAML: ${error.message}`);
  }
  if (another) {
    throw new SyntaxError('It holds more than one document.');
  }
  return { document: document as Document.Parsed, comments };
}

/** Gives the parsed nodes the shape that JSON has too, and every alias what it stands for. */
class Converter {
  readonly #text: string;
  readonly #anchors = new Map<string, SourceNode>();
  readonly #open = new Set<SourceNode>();

  constructor(text: string) {
    this.#text = text;
  }

  convert(node: Node | null, after: number): SourceNode {
    if (isAlias(node)) {
      return this.#alias(node.source, rangeOf(node));
    }
    if (isMap(node)) {
      return this.#map(node as { flow?: boolean; items: Pair[] } & Node);
    }
    if (isSeq(node)) {
      return this.#list(node as { flow?: boolean; items: Node[] } & Node);
    }
    return this.#scalar(node as Scalar | null, after);
  }

  #alias(name: string, range: SourceRange): SourceAlias {
    const target = this.#anchors.get(name);
    if (!target || this.#open.has(target)) {
      const line = lineOf(this.#text, range.start);
      throw new SyntaxError(
        `Line ${line} uses *${name}, which is ${
          target ? 'part of what it names' : 'not defined before it'
        }.`,
      );
    }
    return {
      type: 'alias',
      ...range,
      target: target.type === 'alias' ? target.target : target,
    };
  }

  #scalar(node: Scalar | null, after: number): SourceScalar {
    const { start, end } = node ? rangeOf(node) : { start: after, end: after };
    const written = this.#text.slice(start, end);
    const scalar: SourceScalar = {
      type: 'scalar',
      start,
      // The parser counts the line breaks after a scalar in lines.
      end: start + written.trimEnd().length,
      value: node ? node.value : null,
    };
    this.#name(node, scalar);
    return scalar;
  }

  #list(node: { flow?: boolean; items: Node[] } & Node): SourceNode {
    const list: SourceNode = {
      type: 'list',
      flow: Boolean(node.flow),
      ...rangeOf(node),
      items: [],
    };
    this.#fill(node, list, () => {
      for (const item of node.items) {
        list.items.push(this.convert(item, list.start));
      }
      list.end = contentEnd(list, list.items.at(-1));
    });
    return list;
  }

  #map(node: { flow?: boolean; items: Pair[] } & Node): SourceNode {
    const map: SourceMap = {
      type: 'map',
      flow: Boolean(node.flow),
      ...rangeOf(node),
      pairs: [],
    };
    this.#fill(node, map, () => {
      for (const item of node.items) {
        map.pairs.push(this.#pair(item));
      }
      map.end = contentEnd(map, map.pairs.at(-1)?.value);
    });
    return map;
  }

  #pair(item: Pair): SourcePair {
    const key = this.convert(item.key as Node | null, 0);
    if (key.type === 'list' || key.type === 'map') {
      const line = lineOf(this.#text, key.start);
      throw new SyntaxError(`Line ${line} has a key that is no text.`);
    }
    const written = isScalar(item.key) ? item.key : undefined;
    return {
      name: this.#nameOf(key),
      key,
      value: this.convert(item.value as Node | null, key.end + 1),
      start: this.#startOf(key),
      merge: written?.source === '<<' && written.type === 'PLAIN',
    };
  }

  #nameOf(key: SourceScalar | SourceAlias): string {
    const scalar = key.type === 'alias' ? key.target : key;
    return scalar.type === 'scalar' && typeof scalar.value === 'string'
      ? scalar.value
      : this.#text.slice(scalar.start, scalar.end);
  }

  #startOf({ start }: SourceRange): number {
    const before = this.#text.slice(Math.max(0, start - LOOK_BACK), start);
    return start - BEFORE_KEY.exec(before)![0].length;
  }

  /** A node may be named by an alias after it, but not within it. */
  #fill(node: Node, converted: SourceNode, fill: () => void) {
    this.#name(node, converted);
    this.#open.add(converted);
    fill();
    this.#open.delete(converted);
  }

  #name(node: Node | null, converted: SourceNode) {
    const anchor = (node as { anchor?: string } | null)?.anchor;
    if (anchor) {
      this.#anchors.set(anchor, converted);
    }
  }
}

function rangeOf({ range }: Node): SourceRange {
  const [start, end] = range!;
  return { start, end };
}

/** What is in lines ends with its last part; the parser counts comments after it. */
function contentEnd(
  { flow, start, end }: { flow: boolean } & SourceRange,
  last: SourceNode | undefined,
): number {
  return flow || !last ? end : Math.max(start, last.end);
}

export function readYaml(text: string): Source {
  const { document, comments } = parseYaml(text);
  const root = new Converter(text).convert(document?.contents ?? null, 0);
  if (root.type !== 'map') {
    throw new SyntaxError('It is no object.');
  }
  return { text, root, comments };
}

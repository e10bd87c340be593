import type { Kind } from '../grammar/grammar';
import type {
  Source,
  SourceMap,
  SourceNode,
  SourcePair,
} from '../source/SourceNode';
import type { PrivateWords } from './PrivateWords';

/** Where consumers call an API. @public */
export type PublicServer = {
  url: string;
  /** What it takes to call it there, for people. */
  description?: string;
};

/** What a published object has: a part of the author's text, or text of ours. */
export type Member = {
  name: string;
  kind: Kind;
  value: SourceNode;
  /** JSON that stands in place of the value. */
  written?: string;
  /** The value is a path that does not declare these variables of its own. */
  undeclared?: string[];
  /** The value is an operation of all methods; this is one of them. */
  method?: string;
};

/** What becomes of a pair: it stays when its only member is itself. */
export type PublishedPair = { pair: SourcePair; members: Member[] };

/** One document on its way to consumers. */
export type Publishing = {
  source: Source;
  server: PublicServer | undefined;
  /** The text without what must not be told of the upstream. */
  conceal(text: string): string;
  /** How many characters written-out aliases may still take. */
  room: number;
  /** What comments must not tell. */
  privateWords: PrivateWords;
  members: Map<SourceMap, Map<Kind, Member[]>>;
  written: Map<SourceNode, Map<Kind, string>>;
};

/** Remembers by node and kind, because aliases meet the same node again and again. */
export function remember<Key extends SourceNode, Value>(
  known: Map<Key, Map<Kind, Value>>,
  node: Key,
  kind: Kind,
  make: () => Value,
): Value {
  const byKind = known.get(node) ?? new Map<Kind, Value>();
  known.set(node, byKind);
  const value = byKind.get(kind) ?? make();
  byKind.set(kind, value);
  return value;
}

/** Where something stands in a text: from `start` up to, not including, `end`. */
export type SourceRange = { start: number; end: number };

export type SourceScalar = SourceRange & {
  type: 'scalar';
  value: unknown;
};

export type SourceList = SourceRange & {
  type: 'list';
  /** In brackets, as all JSON is; otherwise in lines. */
  flow: boolean;
  items: SourceNode[];
};

export type SourceMap = SourceRange & {
  type: 'map';
  /** In braces, as all JSON is; otherwise in lines. */
  flow: boolean;
  pairs: SourcePair[];
};

/** `*name`, which stands for another node of the document. */
export type SourceAlias = SourceRange & {
  type: 'alias';
  target: Exclude<SourceNode, SourceAlias>;
};

export type SourceNode = SourceScalar | SourceList | SourceMap | SourceAlias;

export type SourcePair = {
  /** What the key says; of a number, what is written. */
  name: string;
  key: SourceScalar | SourceAlias;
  value: SourceNode;
  /** Where the pair begins, with whatever stands before its key. */
  start: number;
  /** A merge key of YAML, `<<`: the value's pairs belong to the map around it. */
  merge: boolean;
};

/** An OpenAPI document as its author wrote it, with where everything stands. */
export type Source = {
  text: string;
  root: SourceMap;
  /** Sorted. */
  comments: SourceRange[];
};

export function resolveAlias(
  node: SourceNode,
): Exclude<SourceNode, SourceAlias> {
  return node.type === 'alias' ? node.target : node;
}

/** The pair of that name; undefined when the node has none, or is no map. */
export function pairOf(node: SourceNode, name: string): SourcePair | undefined {
  const map = resolveAlias(node);
  return map.type === 'map'
    ? map.pairs.find(pair => pair.name === name && !pair.merge)
    : undefined;
}

/** A scalar as people read it: a number with the digits that are written. */
export function textOf(source: string, node: SourceNode): string | undefined {
  const scalar = resolveAlias(node);
  if (scalar.type !== 'scalar' || scalar.value === null) {
    return undefined;
  }
  return typeof scalar.value === 'string'
    ? scalar.value
    : source.slice(scalar.start, scalar.end);
}

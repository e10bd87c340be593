import { visit } from 'jsonc-parser';
import type {
  Source,
  SourceList,
  SourceMap,
  SourceNode,
  SourcePair,
  SourceScalar,
} from './SourceNode';

/** Reads a text that `JSON.parse` takes. */
export function readJson(text: string): Source {
  const open: Array<SourceMap | SourceList> = [];
  let root: SourceNode | undefined;

  const add = (node: SourceNode) => {
    const parent = open.at(-1);
    if (!parent) {
      root = node;
    } else if (parent.type === 'list') {
      parent.items.push(node);
    } else {
      parent.pairs.at(-1)!.value = node;
    }
  };
  const begin = (node: SourceMap | SourceList) => {
    add(node);
    open.push(node);
  };
  const end = (offset: number, length: number) => {
    open.pop()!.end = offset + length;
  };

  visit(text, {
    onObjectBegin: start =>
      begin({ type: 'map', flow: true, start, end: start, pairs: [] }),
    onArrayBegin: start =>
      begin({ type: 'list', flow: true, start, end: start, items: [] }),
    onObjectProperty: (name, start, length) =>
      (open.at(-1) as SourceMap).pairs.push(pair(name, start, length)),
    onLiteralValue: (value, start, length) =>
      add({ type: 'scalar', start, end: start + length, value }),
    onObjectEnd: end,
    onArrayEnd: end,
  });
  return { text, root: root as SourceMap, comments: [] };
}

/** Its value comes next; until then it is its key. */
function pair(name: string, start: number, length: number): SourcePair {
  const key: SourceScalar = {
    type: 'scalar',
    start,
    end: start + length,
    value: name,
  };
  return { name, key, value: key, start, merge: false };
}

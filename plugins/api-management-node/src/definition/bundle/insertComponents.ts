import type { TextEdits } from '../edits/TextEdits';
import { pairOf, resolveAlias } from '../source/SourceNode';
import type { Source, SourceMap } from '../source/SourceNode';
import type { Component } from './Bundle';
import { placeOf } from './ComponentNames';

type Inserting = { text: string; edits: TextEdits };

/** Members by name; what is not there yet is JSON. */
type Members = Map<string, Members | string>;

/** Puts components into a document: into its sections where it has them. */
export function insertComponents(
  { root, text }: Source,
  components: Component[],
  edits: TextEdits,
) {
  const members: Members = new Map();
  for (const { section, name, text: json } of components) {
    placeOf(root, section).reduce(membersIn, members).set(name, json);
  }
  insert(root, members, { text, edits });
}

function membersIn(members: Members, name: string): Members {
  const inner = (members.get(name) as Members | undefined) ?? new Map();
  members.set(name, inner);
  return inner;
}

function insert(map: SourceMap, members: Members, inserting: Inserting) {
  const missing: string[] = [];
  for (const [name, value] of members) {
    const there = pairOf(map, name);
    const known = there && resolveAlias(there.value);
    if (typeof value === 'string' || !known) {
      missing.push(`${JSON.stringify(name)}: ${written(value)}`);
    } else if (known.type === 'map') {
      insert(known, value, inserting);
    } else {
      inserting.edits.replace(known.start, known.end, ` ${written(value)}`);
    }
  }
  insertMissing(map, missing, inserting);
}

/** Before the first member, so that a document in lines need not be searched for its end. */
function insertMissing(
  map: SourceMap,
  missing: string[],
  { text, edits }: Inserting,
) {
  const [first] = map.pairs;
  if (missing.length === 0) {
    return;
  }
  if (map.flow) {
    edits.insert(map.start + 1, missing.join(', ') + (first ? ', ' : ''));
  } else {
    const { start } = first;
    const column = start - 1 - text.lastIndexOf('\n', start - 1);
    const indent = `\n${' '.repeat(column)}`;
    edits.insert(start, missing.map(member => member + indent).join(''));
  }
}

function written(value: Members | string): string {
  return typeof value === 'string'
    ? value
    : `{${[...value]
        .map(([name, inner]) => `${JSON.stringify(name)}: ${written(inner)}`)
        .join(', ')}}`;
}

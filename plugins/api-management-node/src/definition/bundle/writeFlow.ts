import type { Kind } from '../grammar/grammar';
import { resolveAlias } from '../source/SourceNode';
import type { SourceMap, SourceNode, SourcePair } from '../source/SourceNode';
import type { Reference } from './references';

type Writing = {
  text: string;
  /** The reference to write instead; undefined to let it be. */
  take(reference: Reference): string | undefined;
  /** Accounts for so many characters. */
  spend(length: number): void;
};

/** A part of a file on one line, in a form that JSON and YAML share, with the digits of the source. */
export function writeFlow(
  node: SourceNode,
  kind: Kind,
  writing: Writing,
): string {
  const target = resolveAlias(node);
  if (target.type === 'list') {
    return `[${target.items
      .map(item => writeFlow(item, kind, writing))
      .join(', ')}]`;
  }
  if (target.type === 'map') {
    return writeMap(target, kind, writing);
  }
  const { value, start, end } = target;
  const plain = value === null ? 'null' : writing.text.slice(start, end);
  return spent(
    typeof value === 'string' ? JSON.stringify(value) : plain,
    writing,
  );
}

function writeMap(map: SourceMap, kind: Kind, writing: Writing): string {
  const members = mergedPairs(map).map(({ name, value }) => {
    const text =
      writeReference(name, value, kind, writing) ??
      writeFlow(value, kind.field(name), writing);
    return `${spent(JSON.stringify(name), writing)}: ${text}`;
  });
  return `{${members.join(', ')}}`;
}

function writeReference(
  name: string,
  node: SourceNode,
  kind: Kind,
  writing: Writing,
): string | undefined {
  const scalar = resolveAlias(node);
  const refers = name === '$ref' && !kind.ownNames && scalar.type === 'scalar';
  const taken =
    refers && typeof scalar.value === 'string'
      ? writing.take({ value: scalar.value, node, kind })
      : undefined;
  return taken && JSON.stringify(taken);
}

/** What an object has when its merge keys are resolved; its own keys go first. */
function mergedPairs(map: SourceMap): SourcePair[] {
  const own = map.pairs.filter(({ merge }) => !merge);
  const merged = map.pairs
    .filter(({ merge }) => merge)
    .flatMap(({ value }) => mapsOf(value).flatMap(mergedPairs));
  const names = new Set<string>();
  return [...own, ...merged].filter(
    ({ name }) => !names.has(name) && names.add(name),
  );
}

function mapsOf(node: SourceNode): SourceMap[] {
  const target = resolveAlias(node);
  if (target.type === 'list') {
    return target.items.flatMap(mapsOf);
  }
  return target.type === 'map' ? [target] : [];
}

function spent(text: string, { spend }: Writing): string {
  spend(text.length);
  return text;
}

import type { Kind } from '../grammar/grammar';
import { pairOf, resolveAlias } from '../source/SourceNode';
import type { SourceMap, SourceNode } from '../source/SourceNode';

/** A reference that leads out of its document. */
export type Reference = { value: string; node: SourceNode; kind: Kind };

/** Those that an object has itself: its `$ref`, and what a discriminator names by its file. */
export function referencesOf(map: SourceMap, kind: Kind): Reference[] {
  const named =
    kind.name === 'Discriminator' ? pairOf(map, 'mapping') : undefined;
  const mapping = named && resolveAlias(named.value);
  return [
    ...(kind.ownNames ? [] : map.pairs.filter(({ name }) => name === '$ref')),
    ...(mapping?.type === 'map' ? mapping.pairs.filter(isFile) : []),
  ].flatMap(({ value }) => referenceIn(value, kind));
}

/** Where a reference leads: the file, relative to the document, and the JSON pointer within it. */
export function partsOf(reference: string): { file: string; pointer: string } {
  const [file, pointer = ''] = reference.split('#', 2);
  return { file, pointer };
}

function isFile({ value }: { value: SourceNode }): boolean {
  const scalar = resolveAlias(value);
  return (
    scalar.type === 'scalar' &&
    /\.(ya?ml|json)(#|$)/i.test(String(scalar.value))
  );
}

function referenceIn(node: SourceNode, kind: Kind): Reference[] {
  const scalar = resolveAlias(node);
  return scalar.type === 'scalar' &&
    typeof scalar.value === 'string' &&
    !scalar.value.startsWith('#')
    ? [{ value: scalar.value, node, kind }]
    : [];
}

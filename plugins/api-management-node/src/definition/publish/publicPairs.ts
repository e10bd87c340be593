import { isGatewayExtension } from '../grammar/gatewayExtensions';
import type { Kind } from '../grammar/grammar';
import { lineOf } from '../source/lineOf';
import { resolveAlias } from '../source/SourceNode';
import type { SourceMap, SourceNode, SourcePair } from '../source/SourceNode';
import { isAddress, withAddress } from './address';
import { ANY_METHOD, everyMethod } from './anyMethod';
import { pathMembers } from './paths';
import { remember } from './Publishing';
import type { Member, PublishedPair, Publishing } from './Publishing';

/** What each pair of an object becomes. */
export function publicPairs(
  map: SourceMap,
  kind: Kind,
  publishing: Publishing,
): PublishedPair[] {
  const names = new Set(
    map.pairs.filter(({ merge }) => !merge).map(({ name }) => name),
  );
  const pairs = map.pairs.map(pair => ({
    pair,
    members: pair.merge
      ? mergedMembers(pair.value, kind, names, publishing)
      : membersOf(pair, map, kind, publishing),
  }));
  return kind.name === 'Document' ? withAddress(pairs, publishing) : pairs;
}

/** What an object has when all its merge keys are resolved. */
export function publicMembers(
  map: SourceMap,
  kind: Kind,
  publishing: Publishing,
): Member[] {
  return remember(publishing.members, map, kind, () =>
    publicPairs(map, kind, publishing).flatMap(({ members }) => members),
  );
}

/** https://yaml.org/type/merge.html: keys of the map itself go first, then those of earlier maps. */
function mergedMembers(
  value: SourceNode,
  kind: Kind,
  names: Set<string>,
  publishing: Publishing,
): Member[] {
  const merged = resolveAlias(value);
  if (merged.type === 'list') {
    return merged.items.flatMap(item =>
      mergedMembers(item, kind, names, publishing),
    );
  }
  if (merged.type !== 'map') {
    const line = lineOf(publishing.source.text, value.start);
    throw new SyntaxError(`Line ${line} merges what is no object.`);
  }
  const added = publicMembers(merged, kind, publishing).filter(
    ({ name }) => !names.has(name),
  );
  added.forEach(({ name }) => names.add(name));
  return added;
}

function membersOf(
  pair: SourcePair,
  map: SourceMap,
  kind: Kind,
  { privateWords }: Publishing,
): Member[] {
  const { name, value } = pair;
  if (name === ANY_METHOD && kind.name === 'PathItem') {
    return everyMethod(map, value);
  }
  if (kind.isPrivate(name) || isBehind(pair, kind)) {
    privateWords.note(value);
    return [];
  }
  return kind.name === 'Paths'
    ? pathMembers(pair, map)
    : [{ name, value, kind: kind.field(name) }];
}

function isBehind(pair: SourcePair, { ownNames, name }: Kind): boolean {
  return (
    !ownNames &&
    (isGatewayExtension(pair.name) || (name === 'Unknown' && isAddress(pair)))
  );
}

import { kindOf } from '../grammar/grammar';
import { pairOf, resolveAlias } from '../source/SourceNode';
import type { SourceNode, SourcePair } from '../source/SourceNode';
import type {
  Member,
  PublicServer,
  PublishedPair,
  Publishing,
} from './Publishing';

/** Whether a pair that OpenAPI does not know holds Server Objects all the same. */
export function isAddress({ name, value }: SourcePair): boolean {
  return (name === 'servers' || name === 'server') && holdsServer(value);
}

function holdsServer(value: SourceNode): boolean {
  const node = resolveAlias(value);
  switch (node.type) {
    case 'list':
      return node.items.some(isServer);
    case 'map':
      return isServer(node) || node.pairs.some(pair => isServer(pair.value));
    default:
      return false;
  }
}

function isServer(node: SourceNode): boolean {
  return ['url', 'host'].some(name => pairOf(node, name) !== undefined);
}

/** The document's own address in the words of its version, as JSON; without a server there is nothing to call. */
function addressOf(
  server: PublicServer | undefined,
  ofSwagger2: boolean,
): Record<string, string> {
  if (!ofSwagger2) {
    return { servers: JSON.stringify(server ? [server] : []) };
  }
  if (!server) {
    return {};
  }
  const { host, pathname, protocol } = new URL(server.url);
  return {
    host: JSON.stringify(host),
    basePath: JSON.stringify(pathname),
    schemes: JSON.stringify([protocol.slice(0, -1)]),
  };
}

export function isSwagger2({ source }: Publishing): boolean {
  return pairOf(source.root, 'swagger') !== undefined;
}

/** Puts the invoke URL where the author had an address, else behind the version of OpenAPI. */
export function withAddress(
  pairs: PublishedPair[],
  publishing: Publishing,
): PublishedPair[] {
  const ofSwagger2 = isSwagger2(publishing);
  const address = new Map(
    Object.entries(addressOf(publishing.server, ofSwagger2)),
  );
  const kind = kindOf('Data');
  const replaced = pairs.map(({ pair, members }) => {
    const { name, value } = pair;
    const written = address.get(name);
    address.delete(name);
    return written === undefined
      ? { pair, members }
      : { pair, members: [{ name, kind, value, written }] };
  });
  const version = ofSwagger2 ? 'swagger' : 'openapi';
  const home = replaced.find(({ pair }) => pair.name === version)!;
  const added = [...address].map(
    ([name, written]): Member => ({
      name,
      kind,
      value: home.pair.value,
      written,
    }),
  );
  home.members = [...home.members, ...added];
  return replaced;
}

import { slugOf } from '../discovery/entityName';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import type { Offer, StoredPublication } from './PublicationStore';

const MAX_SEGMENT_LENGTH = 48;

/**
 * Where the APIs of a product are at a gateway: each at `/<product>/<API>`. An API that is offered already stays where it
 * is, whatever it is called by now, because consumers have its address.
 */
export function offersOf(
  product: { slug: string },
  apis: Array<Pick<StoredGatewayApi, 'id' | 'title'>>,
  before: StoredPublication | undefined,
): Offer[] {
  const known = new Map(
    [...(before?.wanted ?? []), ...(before?.served?.offers ?? [])].map(
      ({ gatewayApiId, path }) => [gatewayApiId, path],
    ),
  );
  const taken = new Set(known.values());
  return apis.map(api => {
    const name = slugOf(api.title, MAX_SEGMENT_LENGTH) || 'api';
    const path =
      known.get(api.id) ?? freePath(`/${product.slug}/${name}`, taken);
    taken.add(path);
    return { gatewayApiId: api.id, path };
  });
}

function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let ending = 2; taken.has(free); ending += 1) {
    free = `${path}-${ending}`;
  }
  return free;
}

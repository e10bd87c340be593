import { slugOf } from '../discovery/entityName';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import type { Offer, StoredPublication } from './PublicationStore';

/** Where somebody wants APIs to be offered, by their ids. */
export type Locations = ReadonlyMap<string, Offer['location']>;

const MAX_SEGMENT_LENGTH = 48;

/**
 * Where the APIs of a product are at a gateway: each at `/<product>/<API>` of the front door, or in place. An API that is
 * offered already stays where it is unless somebody wants otherwise, whatever it is called by now, because consumers have
 * its address.
 */
export function offersOf(
  product: { slug: string },
  apis: Array<Pick<StoredGatewayApi, 'id' | 'title'>>,
  before: StoredPublication | undefined,
  locations: Locations = new Map(),
): Offer[] {
  const known = new Map<string, Offer>(
    [...(before?.wanted ?? []), ...(before?.served?.offers ?? [])].map(
      offer => [offer.gatewayApiId, offer],
    ),
  );
  const taken = new Set([...known.values()].map(({ path }) => path));
  return apis.map(api => {
    const name = slugOf(api.title, MAX_SEGMENT_LENGTH) || 'api';
    const path =
      known.get(api.id)?.path ?? freePath(`/${product.slug}/${name}`, taken);
    taken.add(path);
    const location =
      locations.get(api.id) ?? known.get(api.id)?.location ?? 'front-door';
    return { gatewayApiId: api.id, path, location };
  });
}

function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let ending = 2; taken.has(free); ending += 1) {
    free = `${path}-${ending}`;
  }
  return free;
}

import type {
  AccessGateway,
  DesiredState,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { type KeyPlace, keyPlacesOf, ownPlace } from '../access/KeyPlace';
import { isInPlace } from '../publishing/inPlace/InPlaceMemory';

/** An account and region, and the grants whose keys have to be there. */
export type KeyedPlace = { place: KeyPlace; grants: Grant[] };

/**
 * Where keys of these grants have to be: in the gateway's own account and region, which comes first, and where APIs of
 * theirs are in place. What nothing is published of has none.
 */
export function keyedPlaces(
  gateway: AccessGateway,
  { grants, publications }: DesiredState,
): KeyedPlace[] {
  const own = { place: ownPlace(gateway, []), grants: [] };
  const keyed = new Map<string, KeyedPlace>([['', own]]);
  for (const grant of grants) {
    const publication = publications.find(
      ({ productId }) => productId === grant.productId,
    );
    const inPlace = (publication?.routes ?? [])
      .filter(isInPlace)
      .map(({ api }) => api);
    const places = publication ? keyPlacesOf(gateway, grant, inPlace) : [];
    for (const place of places.filter(({ stages }) => stages.length > 0)) {
      const known = keyed.get(place.name);
      keyed.set(place.name, {
        place,
        grants: [...(known?.grants ?? []), grant],
      });
    }
  }
  return [...keyed.values()];
}

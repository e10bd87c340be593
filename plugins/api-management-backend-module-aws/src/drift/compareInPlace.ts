import type {
  DriftFinding,
  Publication,
} from '@oaf/backstage-plugin-api-management-node';
import type { GatewayManagement } from '../management/GatewayManagement';
import { isInPlace } from '../publishing/inPlace/InPlaceMemory';
import { InPlacePublishing } from '../publishing/inPlace/InPlacePublishing';

/** What offering APIs in place once more would change is other than it should be: one finding for each of them. */
async function compareOne(
  publication: Publication,
  management: GatewayManagement,
): Promise<DriftFinding[]> {
  const { productId, basePath, routes } = publication;
  const plan = await new InPlacePublishing(management).plan(publication);
  const changes = plan.changes.filter(({ action }) => action !== 'keep');
  const places = new Map<string, string[]>();
  for (const { kind, path, detail } of changes) {
    const route = routes
      .filter(isInPlace)
      .find(({ api }) => path.startsWith(api.url));
    const place = route?.gatewayApiId ?? '';
    places.set(place, [...(places.get(place) ?? []), `${kind} (${detail})`]);
  }
  return [...places].map(([gatewayApiId, kinds]) => ({
    kind: 'route',
    difference: 'changed',
    subject: `in place ${gatewayApiId || basePath}`.slice(0, 200),
    detail: `An API that is offered in place is other than it was made: ${kinds.join(
      ', ',
    )}.`,
    productId,
    gatewayApiId: gatewayApiId || undefined,
  }));
}

export async function compareInPlace(
  publications: Publication[],
  management: GatewayManagement,
): Promise<DriftFinding[]> {
  const findings: DriftFinding[] = [];
  for (const publication of publications) {
    if (publication.routes.some(isInPlace)) {
      findings.push(...(await compareOne(publication, management)));
    }
  }
  return findings;
}

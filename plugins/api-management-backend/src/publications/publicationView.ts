import type {
  Publication,
  PublicationAction,
} from '@oaf/backstage-plugin-api-management-common';
import type { StoredAccount } from '../accounts/AccountStore';
import { isoTime } from '../database/time';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import type { StoredStack } from '../infrastructure/StackStore';
import { obstacleOf } from './Gateways';
import type { LocationObstacles } from './locationObstacles';
import type { StoredPublication } from './PublicationStore';

type Apis = Array<Pick<StoredGatewayApi, 'id' | 'title'> & LocationObstacles>;

/** What can be done now. Nothing while something is under way. */
export function allowedPublicationActions(
  publication: StoredPublication | undefined,
  apis: Apis,
): PublicationAction[] {
  if (publication && !['published', 'failed'].includes(publication.state)) {
    return [];
  }
  const actions: PublicationAction[] = [];
  if (apis.length > 0) {
    actions.push('apply');
  }
  if (publication?.served && publication.former) {
    actions.push('roll-back');
  }
  if (publication) {
    actions.push('withdraw');
  }
  return actions;
}

export function toPublicationView(
  place: { stack: StoredStack; account: StoredAccount | undefined },
  { apis, publication }: { apis: Apis; publication?: StoredPublication },
): Publication {
  const { stack, account } = place;
  const obstacle = obstacleOf(account);
  return {
    gatewayId: stack.id,
    title: stack.name,
    account: account?.alias ?? '',
    region: stack.region,
    state: publication?.state ?? 'absent',
    apis: apis.map(api => ({
      gatewayApiId: api.id,
      title: api.title,
      location: locationOf(api.id, publication),
      notInPlace: api.notInPlace,
      notAtFrontDoor: api.notAtFrontDoor,
    })),
    offers: offersOf(publication, apis),
    outdated: isOutdated(publication, apis),
    actions: obstacle ? [] : allowedPublicationActions(publication, apis),
    obstacle,
    changesTotal: publication?.changesTotal ?? 0,
    changesMade: publication?.changesMade ?? 0,
    failure: publication?.failure ?? undefined,
    waitingFor: publication?.waitingFor ?? undefined,
    startedBy: publication?.startedBy,
    startedAt: isoTime(publication?.startedAt ?? null),
    updatedAt: isoTime(publication?.updatedAt ?? null),
  };
}

/** Where it is, or was to be, and would be again. */
function locationOf(id: string, publication: StoredPublication | undefined) {
  const { wanted = [], served } = publication ?? {};
  return (
    [...(served?.offers ?? []), ...wanted].find(
      ({ gatewayApiId }) => gatewayApiId === id,
    )?.location ?? 'front-door'
  );
}

/** What is served, or else what will be. */
function offersOf(publication: StoredPublication | undefined, apis: Apis) {
  const titleOf = (id: string) => apis.find(api => api.id === id)?.title ?? id;
  const served = publication?.served?.offers ?? [];
  const coming = publication?.state === 'applying' ? publication.wanted : [];
  return [
    ...served,
    ...coming.filter(({ path }) => !served.some(one => one.path === path)),
  ].map(offer => ({ ...offer, title: titleOf(offer.gatewayApiId) }));
}

function isOutdated(publication: StoredPublication | undefined, apis: Apis) {
  if (!publication?.served) {
    return false;
  }
  const served = publication.served.offers.map(one => one.gatewayApiId);
  return (
    served.length !== apis.length ||
    !apis.every(({ id }) => served.includes(id))
  );
}

import type { ApiStage } from '@aws-sdk/client-api-gateway';
import type {
  AccessGateway,
  ApiInPlace,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';

/**
 * An account and region with API keys of a subscription: a usage plan can hold stages of its own account and region only, so
 * that each has the same keys.
 */
export type KeyPlace = {
  account: LinkedAccount;
  region: string;
  /** Its name in rows of the gateway's table; empty for the gateway's own account and region. */
  name: string;
  /** At which keys count there; none: no key is wanted. */
  stages: Required<Pick<ApiStage, 'apiId' | 'stage'>>[];
};

export const nameOfPlace = (accountLinkId: string, region: string) =>
  `${accountLinkId}/${region}`;

export function parsePlaceName(name: string) {
  const cut = name.lastIndexOf('/');
  return { accountLinkId: name.slice(0, cut), region: name.slice(cut + 1) };
}

/** Of the gateway's own place, the front door's stage. */
export function frontDoorStage({ outputs }: AccessGateway) {
  return { apiId: outputs.RestApiId, stage: outputs.Stage };
}

/** As usage plans and rows have it. */
export const stageText = ({ apiId, stage }: KeyPlace['stages'][number]) =>
  `${apiId}:${stage}`;

/** Where the keys of a grant have to be: at the gateway's own place, which comes first, and where APIs in place are. */
export function keyPlacesOf(
  gateway: AccessGateway,
  { apis }: Pick<Grant, 'apis'>,
  inPlace: ApiInPlace[],
): [KeyPlace, ...KeyPlace[]] {
  const places = new Map<string, KeyPlace>();
  for (const { account, region, apiId, stage } of inPlace) {
    const name = isOwn(gateway, { account, region })
      ? ''
      : nameOfPlace(account.id, region);
    const place = places.get(name) ?? { account, region, name, stages: [] };
    place.stages.push({ apiId, stage });
    places.set(name, place);
  }
  const own = ownPlace(gateway, [
    ...(apis.length > inPlace.length ? [frontDoorStage(gateway)] : []),
    ...(places.get('')?.stages ?? []),
  ]);
  places.delete('');
  return [own, ...places.values()];
}

export function ownPlace(
  { account, region }: AccessGateway,
  stages: KeyPlace['stages'],
): KeyPlace {
  return { account, region, name: '', stages };
}

function isOwn(
  gateway: AccessGateway,
  { account, region }: Pick<KeyPlace, 'account' | 'region'>,
): boolean {
  return (
    account.accountId === gateway.account.accountId && region === gateway.region
  );
}

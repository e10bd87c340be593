import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  ApiProductInput,
  ProductState,
} from '@oaf/backstage-plugin-api-management-common';
import { EVERYONE } from '@oaf/backstage-plugin-api-management-node';
import { entityRefOf } from '../database/entityRef';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';

type Surroundings = {
  /** A draft may have what cannot be published yet. */
  state: ProductState;
  /** Those of the named gateway APIs that exist. */
  apis: StoredGatewayApi[];
  /** Account links whose gateways can give consumers access. */
  accessible: Set<string>;
  /** Gateway APIs that are part of the product already. */
  kept: string[];
  /** Whether the caller may publish what this owner owns. */
  mayPublish(owner: string): boolean;
};

/** What a product's input says, once it is sure that the caller may say it. */
export function readProductInput(input: ApiProductInput, around: Surroundings) {
  input.gatewayApiIds.forEach((id, index) =>
    requirePublishable(id, index, around),
  );
  return {
    title: input.title,
    summary: input.summary,
    description: input.description ?? null,
    owner: entityRefOf(input.owner),
    tags: [...new Set(input.tags ?? [])],
    gatewayApiIds: [...new Set(input.gatewayApiIds)],
    audience: audienceOf(input),
    approval: input.approval,
    accessProfile: input.accessProfile ?? ('fapi2-cc-dpop' as const),
    terms: input.terms ?? null,
  };
}

/** Only the owner of an imported API may make it part of a product, and of one that is offered when its gateway can give access. */
function requirePublishable(
  id: string,
  index: number,
  { state, apis, accessible, kept, mayPublish }: Surroundings,
) {
  if (kept.includes(id)) {
    return;
  }
  const api = apis.find(known => known.id === id && known.removedAt === null);
  if (!api) {
    throw new InputError(
      `request/body/gatewayApiIds/${index} must be the id of an imported gateway API`,
    );
  }
  if (state !== 'draft' && !accessible.has(api.accountLinkId)) {
    throw new InputError(
      `request/body/gatewayApiIds/${index}: ${importedOnly(api)}`,
    );
  }
  if (api.invokeUrl === null) {
    throw new InputError(
      `request/body/gatewayApiIds/${index}: ${api.title} has no address. ${
        api.endpointNote ?? ''
      }`.trim(),
    );
  }
  if (!mayPublish(api.owner)) {
    throw new NotAllowedError(
      `request/body/gatewayApiIds/${index}: ${api.title} belongs to ${api.owner}; only its owner may publish it`,
    );
  }
}

/** @throws ConflictError naming an API whose gateway cannot give access */
export function requireAccessible(
  apis: StoredGatewayApi[],
  accessible: Set<string>,
): void {
  const api = apis.find(({ accountLinkId }) => !accessible.has(accountLinkId));
  if (api) {
    throw new ConflictError(importedOnly(api));
  }
}

function importedOnly({ title }: StoredGatewayApi): string {
  return `${title} is imported only; its gateway cannot give consumers access yet`;
}

function audienceOf({ audience }: ApiProductInput): string[] {
  if (audience.type === 'everyone') {
    return [EVERYONE];
  }
  if (!audience.groups?.length) {
    throw new InputError(
      'request/body/audience/groups must name at least one group when the type is groups',
    );
  }
  return [...new Set(audience.groups.map(entityRefOf))];
}

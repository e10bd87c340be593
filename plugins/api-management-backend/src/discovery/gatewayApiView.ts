import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  DefinitionChange,
  DefinitionSummary,
  GatewayApi,
  ProductReference,
} from '@oaf/backstage-plugin-api-management-common';
import { isoTime } from '../database/time';
import type {
  StoredDefinitionChange,
  StoredGatewayApi,
} from './GatewayApiStore';

/** What others know of an API. */
export type Surroundings = {
  alias: string | undefined;
  importedOnly: boolean;
  products: ProductReference[];
  subscriptionCount: number;
};

export function toGatewayApi(
  api: StoredGatewayApi,
  around: Surroundings | undefined,
): GatewayApi {
  const { lastDefinitionChange } = api;
  return {
    id: api.id,
    accountLinkId: api.accountLinkId,
    accountId: api.accountId,
    accountAlias: around?.alias,
    region: api.region,
    apiId: api.apiId,
    stage: api.stage,
    name: api.name,
    title: api.title,
    description: api.description ?? undefined,
    apiVersion: api.apiVersion ?? undefined,
    protocol: api.protocol,
    invokeUrl: api.invokeUrl ?? undefined,
    endpointNote: api.endpointNote ?? undefined,
    mappingNotes: api.mappingNotes.length > 0 ? api.mappingNotes : undefined,
    consoleUrl: api.consoleUrl ?? undefined,
    arn: api.arn ?? undefined,
    importedOnly: around?.importedOnly,
    entityRef: entityRefOf(api),
    system: api.system ?? undefined,
    lifecycle: api.lifecycle,
    tags: api.tags,
    products: around?.products ?? [],
    subscriptionCount: around?.subscriptionCount ?? 0,
    importedAt: isoTime(api.importedAt),
    changedAt: isoTime(api.changedAt),
    importError: api.importError ?? undefined,
    definitionNote: api.definitionNote ?? undefined,
    definition: toDefinitionSummary(api),
    lastDefinitionChange: lastDefinitionChange
      ? toSummary(lastDefinitionChange)
      : undefined,
  };
}

/** Undefined when nothing is kept. */
export function toDefinitionSummary({
  definitionFormat,
  definitionBytes,
  operationCount,
}: StoredGatewayApi): DefinitionSummary | undefined {
  return definitionBytes
    ? {
        format: definitionFormat,
        bytes: definitionBytes,
        operationCount: operationCount ?? undefined,
      }
    : undefined;
}

export function entityRefOf({
  namespace,
  name,
}: Pick<StoredGatewayApi, 'namespace' | 'name'>): string {
  return stringifyEntityRef({ kind: 'api', namespace, name });
}

export function toDefinitionChange(
  change: StoredDefinitionChange,
): DefinitionChange {
  return {
    ...toSummary(change),
    id: change.id,
    note: change.note ?? undefined,
    details: change.details,
  };
}

function toSummary(change: Omit<StoredDefinitionChange, 'details'>) {
  return {
    changedAt: isoTime(change.changedAt),
    breakingCount: change.breakingCount,
    nonBreakingCount: change.nonBreakingCount,
    fromVersion: change.fromVersion ?? undefined,
    toVersion: change.toVersion ?? undefined,
  };
}

import type { GatewayApiProtocol } from '@oaf/backstage-plugin-api-management-common';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { readJson } from '../database/json';
import { toTime } from '../database/time';
import type {
  StoredDefinitionChange,
  StoredGatewayApi,
} from './GatewayApiStore';

export type GatewayApiRow = {
  id: string;
  account_link_id: string;
  account_id: string;
  region: string;
  api_id: string;
  stage: string;
  name: string;
  namespace: string;
  title: string;
  description: string | null;
  api_version: string | null;
  protocol: GatewayApiProtocol;
  /** Empty when there is none. */
  invoke_url: string;
  endpoint_note: string | null;
  /** A list as JSON. */
  mapping_notes: string | null;
  console_url: string | null;
  arn: string | null;
  tags: string;
  owner: string;
  system: string | null;
  lifecycle: string;
  fingerprint: string;
  metadata_hash: string;
  definition_hash: string;
  definition_format: ApiDefinition['format'];
  definition_note: string | null;
  /** Null when it was imported before sizes were known, or when nothing is kept. */
  definition_bytes: number | null;
  operation_count: number | null;
  last_definition_change_id: string | null;
  import_error: string | null;
  imported_at: number | string;
  changed_at: number | string;
  removed_at: number | string | null;
  change_number: number | string;
};

export type DefinitionChangeRow = {
  id: string;
  gateway_api_id: string;
  changed_at: number | string;
  breaking_count: number;
  non_breaking_count: number;
  from_version: string | null;
  to_version: string | null;
  note: string | null;
  details: string;
};

/** A row with what it joins; the joined columns are null where nothing is. */
export type JoinedRow = GatewayApiRow & {
  synced_at: number | string | null;
  definition_changed_at: number | string | null;
} & {
  [Column in keyof Omit<DefinitionChangeRow, 'details'> as `change_${Column}`]:
    | DefinitionChangeRow[Column]
    | null;
};

/** APIs with the import of their region and their last change of definition. */
export function joinedApis(knex: Knex) {
  return knex('gateway_apis')
    .leftJoin('account_regions', on =>
      on
        .on('account_regions.account_link_id', 'gateway_apis.account_link_id')
        .andOn('account_regions.region', 'gateway_apis.region'),
    )
    .leftJoin(
      'definition_changes',
      'definition_changes.id',
      'gateway_apis.last_definition_change_id',
    );
}

export const joinedColumns = [
  'gateway_apis.*',
  'account_regions.synced_at as synced_at',
  'definition_changes.id as change_id',
  'definition_changes.changed_at as definition_changed_at',
  'definition_changes.breaking_count as change_breaking_count',
  'definition_changes.non_breaking_count as change_non_breaking_count',
  'definition_changes.from_version as change_from_version',
  'definition_changes.to_version as change_to_version',
  'definition_changes.note as change_note',
];

const tags = z.record(z.string(), z.string());

const detail = z.object({
  breaking: z.boolean(),
  path: z.string(),
  description: z.string(),
});

type Details = StoredDefinitionChange['details'];

function tagsError(row: GatewayApiRow): string | null {
  return readJson(row.tags, tags)
    ? null
    : 'The stored tags cannot be read; they come anew when the API changes';
}

export function toGatewayApi(row: JoinedRow): StoredGatewayApi {
  return {
    id: row.id,
    accountLinkId: row.account_link_id,
    accountId: row.account_id,
    region: row.region,
    apiId: row.api_id,
    stage: row.stage,
    name: row.name,
    namespace: row.namespace,
    title: row.title,
    description: row.description,
    apiVersion: row.api_version,
    protocol: row.protocol,
    invokeUrl: row.invoke_url || null,
    endpointNote: row.endpoint_note,
    mappingNotes: row.mapping_notes ? JSON.parse(row.mapping_notes) : [],
    consoleUrl: row.console_url,
    arn: row.arn,
    tags: readJson<Record<string, string>>(row.tags, tags) ?? {},
    owner: row.owner,
    system: row.system,
    lifecycle: row.lifecycle,
    definitionNote: row.definition_note,
    definitionFormat: row.definition_format,
    definitionBytes: row.definition_bytes,
    operationCount: row.operation_count,
    lastDefinitionChange: toLastChange(row),
    importError: row.import_error ?? tagsError(row),
    importedAt: Math.max(Number(row.imported_at), Number(row.synced_at)),
    changedAt: toTime(row.changed_at),
    removedAt: toTime(row.removed_at),
  };
}

function toLastChange(row: JoinedRow) {
  return row.change_id === null
    ? null
    : {
        id: row.change_id,
        changedAt: Number(row.definition_changed_at),
        breakingCount: Number(row.change_breaking_count),
        nonBreakingCount: Number(row.change_non_breaking_count),
        fromVersion: row.change_from_version,
        toVersion: row.change_to_version,
        note: row.change_note,
      };
}

export function toDefinitionChange(
  row: DefinitionChangeRow,
): StoredDefinitionChange {
  return {
    id: row.id,
    changedAt: toTime(row.changed_at),
    breakingCount: row.breaking_count,
    nonBreakingCount: row.non_breaking_count,
    fromVersion: row.from_version,
    toVersion: row.to_version,
    note: row.note,
    details: readJson<Details>(row.details, z.array(detail)) ?? [],
  };
}

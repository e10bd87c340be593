import { createHash } from 'node:crypto';
import { entityName } from '../entityName';
import type { DefinitionChangeRow, GatewayApiRow } from '../gatewayApiRows';
import type { StoredDefinitionChange } from '../GatewayApiStore';
import type { ImportedApi, KnownApi } from './SnapshotStore';

export function toKnown(row: GatewayApiRow): KnownApi {
  return {
    id: row.id,
    name: row.name,
    mapping: {
      namespace: row.namespace,
      owner: row.owner,
      system: row.system,
      lifecycle: row.lifecycle,
    },
    fingerprint: row.fingerprint,
    metadataHash: row.metadata_hash,
    definitionHash: row.definition_hash,
    definitionFormat: row.definition_format,
    definitionNote: row.definition_note,
    definitionBytes: row.definition_bytes,
    operationCount: row.operation_count,
    lastDefinitionChangeId: row.last_definition_change_id,
    importError: row.import_error,
    changedAt: Number(row.changed_at),
    removed: row.removed_at !== null,
  };
}

/** Whether the catalog shows the API otherwise than before. A new fingerprint alone shows nowhere. */
export function isVisible(api: ImportedApi): boolean {
  const { known, definition } = api;
  return (
    !known ||
    known.removed ||
    known.metadataHash !== api.metadataHash ||
    known.importError !== api.importError ||
    (definition !== undefined && isNewDefinition(known, definition))
  );
}

function isNewDefinition(
  known: KnownApi,
  definition: NonNullable<ImportedApi['definition']>,
) {
  return (
    known.definitionHash !== definition.hash ||
    known.definitionBytes !== definition.bytes ||
    known.definitionNote !== (definition.note ?? null)
  );
}

/** Made of where the API lives, so that two imports at once cannot make two of it. */
export function idOf({ known, accountId, discovered }: ImportedApi): string {
  const { region, apiId, stage } = discovered;
  const where = JSON.stringify([accountId, region, apiId, stage]);
  return (
    known?.id ?? createHash('sha256').update(where).digest('hex').slice(0, 32)
  );
}

/** The whole row, so that one statement inserts and updates. A known API keeps its name: it is what people link to. */
export function toRow(api: ImportedApi, changeNumber: number): GatewayApiRow {
  return {
    id: idOf(api),
    account_link_id: api.accountLinkId,
    account_id: api.accountId,
    name:
      api.known?.name ??
      entityName({ accountId: api.accountId, ...api.discovered }),
    fingerprint: api.fingerprint,
    metadata_hash: api.metadataHash,
    import_error: api.importError,
    imported_at: Date.now(),
    removed_at: null,
    change_number: changeNumber,
    ...describedColumns(api),
    ...definitionColumns(api),
  };
}

function describedColumns({ discovered, mapping, mappingNotes }: ImportedApi) {
  return {
    region: discovered.region,
    api_id: discovered.apiId,
    stage: discovered.stage,
    title: clip(discovered.title, 255),
    description: discovered.description ?? null,
    api_version: clip(discovered.apiVersion ?? null, 64),
    protocol: discovered.protocol,
    invoke_url: discovered.invokeUrl ?? '',
    mapping_notes:
      mappingNotes.length > 0 ? JSON.stringify(mappingNotes) : null,
    endpoint_note: discovered.endpointNote ?? null,
    console_url: discovered.consoleUrl ?? null,
    arn: discovered.arn ?? null,
    tags: JSON.stringify(discovered.tags),
    ...mapping,
  };
}

function definitionColumns({ known, definition }: ImportedApi) {
  const changed = definition && known?.definitionHash !== definition.hash;
  return {
    definition_hash: definition?.hash ?? known?.definitionHash ?? '',
    definition_format:
      definition?.format ?? known?.definitionFormat ?? 'openapi',
    definition_note: definition
      ? definition.note ?? null
      : known?.definitionNote ?? null,
    definition_bytes: definition?.bytes ?? known?.definitionBytes ?? null,
    operation_count: definition
      ? definition.operationCount ?? null
      : known?.operationCount ?? null,
    last_definition_change_id:
      definition?.change?.id ?? known?.lastDefinitionChangeId ?? null,
    changed_at: changed || !known ? Date.now() : known.changedAt,
  };
}

export function toChangeRow(
  api: ImportedApi,
  change: StoredDefinitionChange,
): DefinitionChangeRow {
  return {
    id: change.id,
    gateway_api_id: idOf(api),
    changed_at: change.changedAt,
    breaking_count: change.breakingCount,
    non_breaking_count: change.nonBreakingCount,
    from_version: clip(change.fromVersion, 64),
    to_version: clip(change.toVersion, 64),
    note: change.note,
    details: JSON.stringify(change.details),
  };
}

function clip<Text extends string | null>(text: Text, length: number): Text {
  return (text === null ? null : text.slice(0, length)) as Text;
}

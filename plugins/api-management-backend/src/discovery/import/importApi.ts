import { createHash } from 'node:crypto';
import { stringifyError } from '@backstage/errors';
import type {
  ApiDefinition,
  CompressedDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';
import {
  examineDefinition,
  examineLargeDefinition,
} from '../definition/examineDefinition';
import type { ExaminedDefinition } from '../definition/examineDefinition';
import type { EntityRules } from '../rules/EntityRules';
import type {
  ImportedApi,
  ImportedDefinition,
  KnownApi,
} from '../snapshot/SnapshotStore';
import { compressText, decompressText } from '../snapshot/compressedText';
import { concernsRegion, failureSentence } from './importFailure';
import {
  documentOf,
  isLarge,
  keptDefinition,
  MalformedDefinition,
  missingDefinition,
} from './keptDefinition';
import type { KeptDefinition } from './keptDefinition';
import type { ImportTools, RegionImport } from './RegionImport';

/** Whether there is nothing to do for an API that was listed. */
export function isUnchanged(
  known: KnownApi | undefined,
  discovered: DiscoveredApi,
  metadataHash: string,
): known is KnownApi {
  return (
    known !== undefined &&
    isExported(known, discovered) &&
    known.metadataHash === metadataHash &&
    known.importError === null
  );
}

/** Equal fingerprints mean that the definition is the one that is kept. */
function isExported(known: KnownApi, { fingerprint }: DiscoveredApi) {
  return !known.removed && known.fingerprint === fingerprint;
}

/** Changes with everything about an API but its definition that shows in the catalog. */
export function hashMetadata(
  job: RegionImport,
  rules: EntityRules,
  { fingerprint, problem, ...described }: DiscoveredApi,
): string {
  const tags = Object.entries(described.tags).sort();
  const { account } = job;
  return createHash('sha256')
    .update(
      JSON.stringify([
        account.id,
        rules.useAlias && account.alias,
        rules.version,
        { ...described, tags },
      ]),
    )
    .digest('hex');
}

/** Imports an API that is new or may have changed. Answers false when it was deleted meanwhile. */
export async function importApi(
  tools: ImportTools,
  job: RegionImport,
  discovered: DiscoveredApi,
  known: KnownApi | undefined,
): Promise<boolean> {
  const { problem } = discovered;
  if (problem !== undefined && known?.removed === false) {
    await tools.snapshotStore.noteProblem(known, problem);
    return true;
  }
  const found = await readApi(tools, job, discovered, known);
  if (!found) {
    return false;
  }
  const { account, region } = job;
  const { accountId } = account;
  const input = { ...discovered, region, accountId };
  const { mapping, notes } = await tools.rules.map({
    ...input,
    accountAlias: account.alias,
  });
  await tools.writer.save({
    known,
    accountLinkId: account.id,
    accountId,
    discovered,
    mapping,
    mappingNotes: notes,
    metadataHash: hashMetadata(job, tools.rules, discovered),
    ...found,
  });
  return true;
}

type Found = Pick<ImportedApi, 'fingerprint' | 'definition' | 'importError'>;

async function readApi(
  tools: ImportTools,
  job: RegionImport,
  discovered: DiscoveredApi,
  known: KnownApi | undefined,
): Promise<Found | undefined> {
  const { fingerprint, problem } = discovered;
  if (problem !== undefined) {
    return notRead(discovered, problem);
  }
  if (known && isExported(known, discovered)) {
    return { fingerprint, importError: null };
  }
  try {
    const definition = await exportDefinition(tools, job, discovered, known);
    return definition && { fingerprint, importError: null, ...definition };
  } catch (error) {
    if (job.signal.aborted || concernsRegion(error)) {
      throw error;
    }
    return afterFailure(tools, job, discovered, known, error);
  }
}

/** A new definition, or none when it is the one that is kept; undefined when the API is gone. */
async function exportDefinition(
  tools: ImportTools,
  { discovery, account, signal, priority, progress }: RegionImport,
  discovered: DiscoveredApi,
  known: KnownApi | undefined,
): Promise<{ definition?: ImportedDefinition } | undefined> {
  await tools.writer.room();
  const exported = await discovery.exportDefinition(account, discovered, {
    signal,
    priority,
  });
  progress.exported += 1;
  tools.wave.exported();
  if (!exported) {
    return undefined;
  }
  const definition = await examined(tools, exported, known);
  if (isKept(known, definition)) {
    return {};
  }
  if (!known || known.removed || known.definitionHash === '') {
    return { definition: await compressed(definition) };
  }
  if (known.definitionHash !== definition.hash) {
    const { text, zstd, format, bytes } = definition;
    const change = await tools.comparer.compare(
      {
        bytes: known.definitionBytes,
        read: () => tools.snapshotStore.readDefinition(known.id),
      },
      { format, bytes, read: async () => text ?? decompressText(zstd!) },
    );
    return { definition: { ...(await compressed(definition)), change } };
  }
  return { definition: await compressed(definition) };
}

async function examined(
  { thread }: ImportTools,
  exported: ApiDefinition | CompressedDefinition,
  known: KnownApi | undefined,
): Promise<ExaminedDefinition> {
  if ('zstd' in exported) {
    return examineLargeDefinition(thread, exported);
  }
  if (isLarge(exported)) {
    return examineLargeDefinition(thread, documentOf(exported));
  }
  const kept = keptDefinition(exported);
  return isKept(known, kept) ? kept : examineDefinition(thread, kept);
}

/** Whether what is kept of a definition is this. */
function isKept(
  known: KnownApi | undefined,
  { hash, note, bytes }: Pick<KeptDefinition, 'hash' | 'note' | 'bytes'>,
): boolean {
  return (
    known?.removed === false &&
    known.definitionHash === hash &&
    known.definitionNote === (note ?? null) &&
    known.definitionBytes === bytes
  );
}

async function compressed({
  text,
  zstd,
  ...definition
}: ExaminedDefinition): Promise<ImportedDefinition> {
  const packed = zstd && Buffer.from(zstd.buffer, zstd.byteOffset, zstd.length);
  return { ...definition, compressed: packed ?? (await compressText(text!)) };
}

/** The last good definition stays; the fingerprint too, so that the next import tries again. */
async function afterFailure(
  { logger }: ImportTools,
  { account, region }: RegionImport,
  discovered: DiscoveredApi,
  known: KnownApi | undefined,
  error: unknown,
): Promise<Found> {
  const { apiId, stage } = discovered;
  logger.warn(
    `Import of API ${apiId}/${stage} from ${
      account.alias
    } ${region} failed: ${stringifyError(error)}`,
  );
  const importError =
    error instanceof MalformedDefinition
      ? error.message
      : failureSentence(error);
  return known && !known.removed
    ? { fingerprint: known.fingerprint, importError }
    : notRead(discovered, importError);
}

async function notRead(
  discovered: DiscoveredApi,
  importError: string,
): Promise<Found> {
  const definition = await compressed(missingDefinition(discovered));
  return { fingerprint: '', importError, definition };
}

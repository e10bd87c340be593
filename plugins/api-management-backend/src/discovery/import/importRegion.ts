import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import { apiKey } from '../snapshot/SnapshotStore';
import type { KnownApi } from '../snapshot/SnapshotStore';
import { hashMetadata, importApi, isUnchanged } from './importApi';
import type { ImportTools, RegionImport } from './RegionImport';
import { TaskPool } from './TaskPool';

/**
 * Exports of a region that are under way at once. The driver spaces them out; more would only hold definitions in
 * memory that wait to be written.
 */
const EXPORTS_AT_ONCE = 8;

/**
 * Imports what is new or changed in a region, removes what is gone, and answers how many API stages it has. Throws when
 * the region could not be read wholly; nothing is removed then.
 */
export async function importRegion(
  tools: ImportTools,
  job: RegionImport,
): Promise<number> {
  const stop = new AbortController();
  const signal = AbortSignal.any([job.signal, stop.signal]);
  const exports = new TaskPool(EXPORTS_AT_ONCE);
  try {
    return await readAndRemove(tools, { ...job, signal }, exports);
  } catch (error) {
    stop.abort(error);
    throw job.signal.aborted ? job.signal.reason : error;
  } finally {
    await exports.settled();
  }
}

async function readAndRemove(
  tools: ImportTools,
  job: RegionImport,
  exports: TaskPool,
): Promise<number> {
  const { account, region, apiId, signal, priority } = job;
  const known = await tools.snapshotStore.known(
    account.accountId,
    region,
    apiId,
  );
  const gone = new Map([...known].filter(([, api]) => !api.removed));
  const deleted = new Set<string>();
  let listedCount = 0;
  const listed = job.discovery.discover(account, region, {
    signal,
    priority,
    apiId,
  });
  for await (const api of listed) {
    const key = apiKey(api);
    const before = known.get(key);
    gone.delete(key);
    listedCount += 1;
    job.progress.listed += 1;
    if (!isUnchanged(before, api, hashMetadata(job, tools.rules, api))) {
      await exports.add(async () => {
        if (!(await importApi(tools, job, api, before))) {
          deleted.add(key);
          noteGone(gone, api, before);
        }
      });
    }
  }
  await exports.done();
  signal.throwIfAborted();
  if (gone.size > 0) {
    await tools.snapshotStore.remove([...gone.values()].map(({ id }) => id));
  }
  return listedCount - deleted.size;
}

/** Deleted between the listing and the export. */
function noteGone(
  gone: Map<string, KnownApi>,
  api: DiscoveredApi,
  before: KnownApi | undefined,
) {
  if (before && !before.removed) {
    gone.set(apiKey(api), before);
  }
}

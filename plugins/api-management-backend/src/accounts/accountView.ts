import type {
  AccountLink,
  AccountLinkBatch,
  GatewayDriverInfo,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import type { GatewayDriver } from '@oaf/backstage-plugin-api-management-node';
import { isoTime } from '../database/time';
import type { StoredImport, StoredRegion } from '../discovery/RegionStore';
import type { StoredAccount } from './AccountStore';
import type { BatchProgress, StoredBatch } from './BatchStore';

/** Without the external id, which only those see who may manage accounts. */
export function toAccountLink(account: StoredAccount): AccountLink {
  const { regionStatuses } = account;
  return {
    id: account.id,
    driver: account.driver,
    accountId: account.accountId,
    partition: account.partition,
    alias: account.alias,
    state: account.state,
    builtIn: !account.trust,
    roleArn: account.trust?.roleArn,
    batchId: account.batchId ?? undefined,
    regions: regionStatuses.map(toRegionStatus),
    availableRegions: account.availableRegions,
    permissionSets: account.permissionSets ?? undefined,
    checks: account.checks ?? undefined,
    verifiedAt: isoTime(account.verifiedAt),
    apiCount: regionStatuses.reduce((sum, { apiCount }) => sum + apiCount, 0),
    syncedAt: isoTime(syncedAt(regionStatuses)),
    version: account.version,
    createdAt: isoTime(account.createdAt),
    updatedAt: isoTime(account.updatedAt),
  };
}

export function toBatch(
  batch: StoredBatch,
  progress: BatchProgress,
): AccountLinkBatch {
  return {
    id: batch.id,
    driver: batch.driver,
    partition: batch.partition,
    createdAt: isoTime(batch.createdAt),
    ...progress,
    refusedRows: batch.refusedRows,
  };
}

export function toDriverInfo(driver: GatewayDriver): GatewayDriverInfo {
  return {
    type: driver.type,
    title: driver.title,
    linkable: Boolean(driver.linking),
    partitions: driver.linking?.partitions() ?? [],
    grantsAccess: Boolean(driver.access),
  };
}

function toRegionStatus(region: StoredRegion): RegionStatus {
  return {
    region: region.region,
    apiCount: region.apiCount,
    fresh: region.fresh,
    syncedAt: isoTime(region.syncedAt),
    error: region.error ?? undefined,
    import: region.import ? toRegionImport(region.import) : undefined,
    budget: region.budget ?? undefined,
  };
}

function toRegionImport(running: StoredImport) {
  return {
    ...running,
    requestedAt: isoTime(running.requestedAt),
    startedAt: isoTime(running.startedAt),
  };
}

/** The least of the regions' times; null while a region was never read. */
function syncedAt(regions: StoredRegion[]): number | null {
  const times = regions.map(region => region.syncedAt);
  return times.length === 0 || times.includes(null)
    ? null
    : Math.min(...(times as number[]));
}

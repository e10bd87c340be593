import type {
  AccountLinkState,
  LinkCheckResult,
  PermissionSet,
} from '@oaf/backstage-plugin-api-management-common';
import { z } from 'zod';
import { readJson } from '../database/json';
import { toTime } from '../database/time';
import type { StoredRegion } from '../discovery/RegionStore';
import type { NewAccountLink, StoredAccount } from './AccountStore';

export type AccountRow = {
  id: string;
  driver: string;
  account_id: string;
  partition: string;
  alias: string;
  state: AccountLinkState;
  external_id: string | null;
  role_arn: string | null;
  batch_id: string | null;
  requested_regions: string | null;
  available_regions: string | null;
  permission_sets: string | null;
  checks: string | null;
  verification: 'passed' | 'failed' | null;
  verified_at: number | string | null;
  version: number;
  created_at: number | string;
  updated_at: number | string;
};

const names = z.array(z.string());

const checks = z.array(
  z.looseObject({ check: z.string(), outcome: z.string() }),
);

export function toAccount(
  row: AccountRow,
  regionStatuses: StoredRegion[],
): StoredAccount {
  const regions = regionStatuses.map(({ region }) => region);
  return {
    id: row.id,
    driver: row.driver,
    accountId: row.account_id,
    partition: row.partition,
    alias: row.alias,
    state: row.state,
    regions,
    regionStatuses,
    trust:
      row.external_id === null
        ? undefined
        : { externalId: row.external_id, roleArn: row.role_arn ?? undefined },
    batchId: row.batch_id,
    requestedRegions: fromJson<string[]>(row.requested_regions, names),
    availableRegions:
      row.external_id === null
        ? regions
        : fromJson<string[]>(row.available_regions, names) ?? [],
    permissionSets: fromJson<PermissionSet[]>(row.permission_sets, names),
    checks: fromJson<LinkCheckResult[]>(row.checks, checks),
    verifiedAt: toTime(row.verified_at),
    version: row.version,
    createdAt: toTime(row.created_at),
    updatedAt: toTime(row.updated_at),
  };
}

/** Columns of a link that begins. */
export function newColumns(
  link: Omit<NewAccountLink, 'externalId'> & { externalId?: string },
) {
  const now = Date.now();
  return {
    id: link.id,
    driver: link.driver,
    account_id: link.accountId,
    partition: link.partition,
    alias: link.alias,
    active_key: activeKey(link.driver, link.accountId),
    external_id: link.externalId ?? null,
    state: link.externalId ? 'pending' : 'verified',
    version: 1,
    created_at: now,
    updated_at: now,
  };
}

export function activeKey(driver: string, accountId: string): string {
  return `${driver}:${accountId}`;
}

/** Null also when it cannot be read; the next verification writes it anew. */
function fromJson<Value>(text: string | null, shape: z.ZodType) {
  return text === null ? null : readJson<Value>(text, shape) ?? null;
}
